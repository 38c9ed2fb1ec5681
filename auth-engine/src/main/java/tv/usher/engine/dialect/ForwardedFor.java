package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.engine.net.Cidr;
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

    /** Empty if the header is missing. If all entries are proxies, the first one asked itself. */
    String client(Call call) {
        return proxies.isEmpty() ? last(call.lastHeader(HEADER)) : beforeProxies(call.headers(HEADER));
    }

    private static String last(String list) {
        return CallParsing.address(
                HEADER, list.substring(list.lastIndexOf(',') + 1).strip());
    }

    private String beforeProxies(List<String> lists) {
        String hops = String.join(",", lists);
        String client = "";
        for (int end = hops.length(); end >= 0; ) {
            int comma = hops.lastIndexOf(',', end - 1);
            client = CallParsing.address(HEADER, hops.substring(comma + 1, end).strip());
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
