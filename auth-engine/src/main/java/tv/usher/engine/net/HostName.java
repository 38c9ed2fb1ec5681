package tv.usher.engine.net;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** One canonical form of a host: lower case, without port and trailing dot, international names in ASCII. */
public final class HostName {

    private HostName() {}

    /**
     * @param text a {@code Host} header: {@code Live.Example.com.:8080}, {@code [::1]:80}
     * @return empty if it is no host, for instance because it has user information, a path or two ports
     */
    public static Optional<String> canonical(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 && isPort(text.substring(end + 1))
                    ? IpAddress.parse(text.substring(1, end)).map(IpAddress::toString)
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0 && !isPort(text.substring(colon))) {
            return Optional.empty();
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.chars().allMatch(c -> c < 0x80) ? ascii(name) : international(name);
    }

    private static Optional<String> ascii(String name) {
        boolean valid = !name.isEmpty()
                && name.length() <= 253
                && !name.startsWith(".")
                && !name.contains("..")
                && name.chars().allMatch(HostName::isNameCharacter);
        return valid ? Optional.of(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static Optional<String> international(String name) {
        try {
            return ascii(IDN.toASCII(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{0,5}");
    }
}
