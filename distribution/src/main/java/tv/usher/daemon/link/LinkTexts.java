package tv.usher.daemon.link;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tv.usher.engine.check.LinkFormat;
import tv.usher.engine.net.CanonicalPath;

/** Arguments of {@code usher link}, in the form that callers tell them in. */
final class LinkTexts {

    private LinkTexts() {}

    static final class OfFormat implements ITypeConverter<LinkFormat> {

        @Override
        public LinkFormat convert(String text) {
            for (LinkFormat format : LinkFormat.values()) {
                if (format.toString().equals(text)) {
                    return format;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is not alta, astra, flussonic, nginx, ome, wowza or akamai");
        }
    }

    static final class OfPath implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            return CanonicalPath.of(bytes(text))
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no path, or an ambiguous one"));
        }
    }

    static final class OfChannel implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            return bytes(text);
        }
    }

    /** Seconds since 1970, or {@code 2027-12-31T18:00:00Z}. */
    static final class OfTime implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.matches("[0-9]{1,12}")
                        ? Instant.ofEpochSecond(Long.parseLong(text))
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time, as in 1800000000 or 2027-01-15T08:00:00Z");
            }
        }
    }

    /** One character for each byte, as in requests. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
