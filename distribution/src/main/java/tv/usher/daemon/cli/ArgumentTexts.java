package tv.usher.daemon.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Durations;

/** Arguments that several commands take. */
public final class ArgumentTexts {

    private ArgumentTexts() {}

    public static final class OfAddress implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            return IpAddress.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not an IP address"))
                    .toString();
        }
    }

    public static final class OfDuration implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }
}
