package tv.usher.daemon.call;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tv.usher.engine.net.HostPort;

/** Arguments of {@code usher call} and {@code usher load}. */
public final class CallTexts {

    private CallTexts() {}

    public static final class OfKind implements ITypeConverter<CallerKind> {

        @Override
        public CallerKind convert(String text) {
            if (text.equals("cesbo")) { // a dialect, and the one that isn't named after its caller
                throw new TypeConversionException("cesbo is what alta and astra speak: --as alta or --as astra");
            }
            return oneOf(CallerKind.values(), text);
        }
    }

    static final class OfEvent implements ITypeConverter<CallEvent> {

        @Override
        public CallEvent convert(String text) {
            return oneOf(CallEvent.values(), text);
        }
    }

    private static <T> T oneOf(T[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(text))
                .findAny()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "))));
    }

    public static final class OfUrl implements ITypeConverter<ViewerUrl> {

        @Override
        public ViewerUrl convert(String text) {
            try {
                return ViewerUrl.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage()); // without the text, which may have a token
            }
        }
    }

    /** {@code 127.0.0.1:1064}, or {@code http://127.0.0.1:1064}. */
    public static final class OfHostPort implements ITypeConverter<HostPort> {

        @Override
        public HostPort convert(String text) {
            try {
                return HostPort.parse(text.replaceFirst("^http://", "").replaceFirst("/$", ""));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }

    /** {@code 127.0.0.1:1064}, {@code http://127.0.0.1:1064} or {@code https://usher.example.com:1064}. */
    static final class OfUsher implements ITypeConverter<UsherAddress> {

        @Override
        public UsherAddress convert(String text) {
            try {
                return UsherAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }
}
