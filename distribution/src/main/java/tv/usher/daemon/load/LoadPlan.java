package tv.usher.daemon.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import tv.usher.daemon.call.Caller;
import tv.usher.engine.net.HostPort;

/**
 * What is to be played.
 *
 * @param callers     the kinds of callers that ask; each has the same share of the viewers
 * @param ushers      the listeners that they ask: about each viewing one of them, as a balancer would choose
 * @param viewers     how many watch once all have come
 * @param lasting     from the first question to the last
 * @param arriving    the time in which the viewers come, evenly
 * @param channels    how many there are
 * @param segment     how long a segment plays
 * @param zap         how long a viewer stays with a channel, on average
 * @param share       of the viewers who are behind an address that they have in common with others, from 0 to 1
 * @param connections at most, to each Usher
 * @param seed        the same one makes the same questions
 */
public record LoadPlan(
        List<Caller> callers,
        List<HostPort> ushers,
        int viewers,
        Duration lasting,
        Duration arriving,
        int channels,
        Duration segment,
        Duration zap,
        double share,
        int connections,
        long seed) {

    private static final int MOST_VIEWERS = 1_000_000;
    private static final int MOST_CHANNELS = 100_000;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(7);

    public LoadPlan {
        callers = List.copyOf(callers);
        ushers = List.copyOf(ushers);
        requireWithin("viewers", viewers, MOST_VIEWERS);
        requireWithin("channels", channels, MOST_CHANNELS);
        requireWithin("connections", connections, MOST_CONNECTIONS);
        requireTime("for", lasting, Duration.ofMillis(1));
        requireTime("ramp", arriving, Duration.ZERO);
        requireTime("segment", segment, Duration.ofMillis(100));
        requireTime("zap", zap, Duration.ofSeconds(1));
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1");
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most);
        }
    }

    private static void requireTime(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from " + least.toMillis() + "ms to 7d");
        }
    }

    /** Who asks about the viewer of that number. */
    Caller callerOf(int viewer) {
        return callers.get(viewer % callers.size());
    }

    /** True if that Usher is on this machine. */
    static boolean isOnLoopback(HostPort usher) {
        InetSocketAddress target = usher.toSocketAddress();
        return !target.isUnresolved() && target.getAddress().isLoopbackAddress();
    }
}
