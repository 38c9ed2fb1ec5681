package tv.usher.engine.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The moment from which an entry no longer counts. */
public record Expiry(Instant at) {

    /**
     * @param text {@code 2027-12-31}, which counts to the end of that day in UTC, or {@code 2027-12-31T18:00:00Z}, or the same with an
     *     offset such as {@code +03:00}
     */
    public static Expiry parse(String text) {
        try {
            return text.indexOf('T') < 0
                    ? new Expiry(LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant())
                    : new Expiry(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a date or time, as in 2027-12-31 or 2027-12-31T18:00:00Z", e);
        }
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
