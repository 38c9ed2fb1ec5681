package tv.usher.engine.net;

import java.net.IDN;

/**
 * A host condition: a name, or {@code *.example.com} for every name below it (not the name itself).
 *
 * @param name  lower case, without the asterisk
 * @param below true if names below count
 */
public record HostPattern(String name, boolean below) {

    /**
     * @throws IllegalArgumentException if the text isn't a host name, optionally after {@code *.}
     */
    public static HostPattern parse(String text) {
        boolean below = text.startsWith("*.");
        String name = below ? text.substring(2) : text;
        String canonical = HostName.canonical(ascii(name))
                .filter(host -> !name.contains(":") || name.endsWith("]") && !below)
                .orElseThrow(() ->
                        new IllegalArgumentException("is not a host name, as in live.example.com or *.example.com"));
        return new HostPattern(canonical, below);
    }

    private static String ascii(String name) {
        // The conversion takes time quadratic in the length.
        if (name.startsWith("[") || name.length() > HostName.MAX_LENGTH) {
            return name;
        }
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * @param host in canonical form
     */
    public boolean matches(String host) {
        if (!below) {
            return host.equals(name);
        }
        int dot = host.length() - name.length() - 1;
        return dot > 0 && host.charAt(dot) == '.' && host.endsWith(name);
    }

    @Override
    public String toString() {
        return below ? "*." + name : name;
    }
}
