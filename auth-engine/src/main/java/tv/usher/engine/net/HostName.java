package tv.usher.engine.net;

import java.util.Locale;
import java.util.Optional;

/** One canonical form of a host: lower case, without port and trailing dot. International names come in ASCII ({@code xn--}). */
public final class HostName {

    static final int MAX_LENGTH = 253;

    private HostName() {}

    /**
     * @param text a {@code Host} header: {@code Live.Example.com.:8080}, {@code [::1]:80}
     * @return empty if it is no host, for instance because it has user information, a path or two ports
     */
    public static Optional<String> canonical(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean v6 = text.indexOf(':') > 0 && text.indexOf(':') < end;
            return v6 && isPort(text.substring(end + 1))
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
        return isName(name) ? Optional.of(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isNameCharacter(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.contains("..");
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{0,5}");
    }
}
