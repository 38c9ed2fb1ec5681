package tv.usher.backend.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.usher.api.Grant;

/**
 * Where in an answer the parts of the grant stand. What is named here has to be there and to make sense: an answer without it isn't the
 * middleware's, so that no limit gets lost on the way.
 *
 * @param user        a text or a number
 * @param name        likewise
 * @param maxSessions a whole number; 0 is any number
 * @param until       a moment that ends the grant sooner; null, an empty text and 0 are no end
 * @param lifetime    in seconds, in place of the backend's {@code grant}
 */
record GrantFrom(
        Optional<Source> user,
        Optional<Source> name,
        Optional<Source> maxSessions,
        Optional<Source> until,
        Optional<Source> lifetime) {

    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());
    private static final BigDecimal MOST_SESSIONS = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** A part of the answer that makes no sense; the message says which. */
    static final class Senseless extends Exception {

        private static final long serialVersionUID = 1L;

        Senseless(Source source, Object found, String what, ParsedAnswer answer) {
            super(source + " is " + Shown.of(found, answer.secrets()) + ", not " + what, null, false, false);
        }
    }

    /**
     * @param otherwise what counts for what isn't named here
     * @return a grant that lasts for no time if its end is over
     */
    Grant read(ParsedAnswer answer, Grant otherwise) throws Senseless {
        Grant grant = otherwise;
        if (user.isPresent()) {
            grant = grant.user(name(user.get(), answer));
        }
        if (name.isPresent()) {
            grant = grant.sessionName(name(name.get(), answer));
        }
        if (maxSessions.isPresent()) {
            int most = whole(maxSessions.get(), answer, MOST_SESSIONS).intValue();
            grant = most == 0 ? grant : grant.maxSessions(most);
        }
        if (lifetime.isPresent()) {
            grant = grant.lifetime(Duration.ofSeconds(
                    whole(lifetime.get(), answer, MOST_SECONDS).longValue()));
        }
        return until.isPresent() ? ending(grant, until.get(), answer) : grant;
    }

    private static String name(Source source, ParsedAnswer answer) throws Senseless {
        Object found = source.in(answer);
        String text =
                found instanceof BigDecimal number ? number.toPlainString() : found instanceof String it ? it : "";
        if (text.isEmpty() || !Grant.isName(text)) {
            throw new Senseless(source, found, "a name", answer);
        }
        return text;
    }

    private static BigDecimal whole(Source source, ParsedAnswer answer, BigDecimal most) throws Senseless {
        Object found = source.in(answer);
        Optional<BigDecimal> number = Numbers.read(found)
                .filter(it -> it.signum() >= 0
                        && it.compareTo(most) <= 0
                        && it.stripTrailingZeros().scale() <= 0);
        if (number.isEmpty()) {
            throw new Senseless(source, found, "a whole number", answer);
        }
        return number.get();
    }

    private static Grant ending(Grant grant, Source source, ParsedAnswer answer) throws Senseless {
        Object found = source.in(answer);
        boolean never = found == Nothing.NULL
                || found.equals("")
                || Numbers.read(found).filter(number -> number.signum() == 0).isPresent();
        if (never) {
            return grant;
        }
        Optional<Instant> end = Moments.read(found);
        if (end.isEmpty()) {
            throw new Senseless(source, found, "a moment", answer);
        }
        Duration left = Duration.between(answer.response().receivedAt(), end.get());
        Duration atLeastNone = left.isNegative() ? Duration.ZERO : left;
        return atLeastNone.compareTo(grant.lifetime()) < 0 ? grant.lifetime(atLeastNone) : grant;
    }
}
