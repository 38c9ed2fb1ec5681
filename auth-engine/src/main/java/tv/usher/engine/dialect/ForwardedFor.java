package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.EveryAddress;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/**
 * Finds the viewer's address in {@code X-Forwarded-For}: the last entry, which the caller itself has added, or the last entry that isn't
 * one of the operator's own proxies. Earlier entries may come from the viewer, and aren't read.
 */
final class ForwardedFor {

    private static final String HEADER = "X-Forwarded-For";

    private final List<Cidr> proxies;

    /**
     * @param proxies proxies in front of the caller; mostly none
     */
    ForwardedFor(List<Cidr> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * @throws IllegalArgumentException if every address is a proxy's, so that no entry would be a viewer's
     */
    static void requireNotEveryone(List<Cidr> proxies) {
        if (EveryAddress.isIn(proxies)) {
            throw new IllegalArgumentException(
                    "trusted-proxies names every address there is, so that any viewer could claim to come from any address");
        }
    }

    /** Empty if the header is missing. If all entries are proxies, the first one asked itself. */
    String client(Call call) {
        return proxies.isEmpty()
                ? last(call.lastHeader(HEADER))
                : beforeProxies(String.join(",", call.headers(HEADER)));
    }

    /** The same for a caller that may have listed itself behind the viewer. */
    String clientBefore(String caller, Call call) {
        String hops = String.join(",", call.headers(HEADER));
        int comma = hops.lastIndexOf(',');
        String before = comma > 0 && last(hops).equals(caller) ? hops.substring(0, comma) : hops;
        return proxies.isEmpty() ? last(before) : beforeProxies(before);
    }

    private static String last(String list) {
        return address(list.substring(list.lastIndexOf(',') + 1));
    }

    private static String address(String entry) {
        return CallParsing.address(HEADER, withoutPort(entry.strip()));
    }

    /** Some proxies also tell the viewer's port: {@code 203.0.113.7:51234}, {@code [2001:db8::7]:51234}. */
    private static String withoutPort(String entry) {
        int colon = entry.lastIndexOf(':');
        if (entry.startsWith("[")) {
            int end = entry.indexOf(']');
            boolean v6 = entry.indexOf(':') < end && isPort(entry.substring(end + 1));
            return v6 ? entry.substring(1, end) : entry;
        }
        boolean v4 = colon >= 0 && colon == entry.indexOf(':') && isPort(entry.substring(colon));
        return v4 ? entry.substring(0, colon) : entry;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }

    private String beforeProxies(String hops) {
        String client = "";
        for (int end = hops.length(); end >= 0; ) {
            int comma = hops.lastIndexOf(',', end - 1);
            client = address(hops.substring(comma + 1, end));
            if (client.isEmpty() && !hops.isBlank()) {
                throw new UnreadableCall(ReasonCode.CALL_MALFORMED, HEADER + " has an empty entry");
            }
            if (!isProxy(client)) {
                break;
            }
            end = comma;
        }
        return client;
    }

    /** True for an address of the operator's own proxies. */
    boolean isProxy(String address) {
        if (proxies.isEmpty()) {
            return false;
        }
        IpAddress parsed = IpAddress.parse(address).orElse(null);
        return parsed != null && proxies.stream().anyMatch(range -> range.contains(parsed));
    }
}
