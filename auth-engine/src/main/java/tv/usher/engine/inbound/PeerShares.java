package tv.usher.engine.inbound;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.engine.net.IpAddress;

/** How many connections each peer has; IPv6 counts by its /64. Thread-safe. */
final class PeerShares {

    private final int most;
    private final Map<IpAddress, Integer> taken = new ConcurrentHashMap<>();

    /**
     * @param most connections of one peer
     */
    PeerShares(int most) {
        this.most = most;
    }

    /** False if the peer has its share already. */
    boolean take(InetAddress peer) {
        int now = taken.merge(IpAddress.of(peer).customer(), 1, Integer::sum);
        if (now > most) {
            leave(peer);
        }
        return now <= most;
    }

    void leave(InetAddress peer) {
        taken.computeIfPresent(
                IpAddress.of(peer).customer(), (same, connections) -> connections == 1 ? null : connections - 1);
    }
}
