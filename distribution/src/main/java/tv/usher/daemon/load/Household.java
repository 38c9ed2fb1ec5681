package tv.usher.daemon.load;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a viewer has in common with others.
 *
 * @param player the user agent
 */
record Household(String address, String player) {

    /** On average, behind one address that is shared at all. */
    private static final int MEMBERS = 4;

    private static final List<String> PLAYERS = List.of(
            "VLC/3.0.18 LibVLC/3.0.18",
            "AppleCoreMedia/1.0.0.21F90 (Apple TV; U; CPU OS 17_5 like Mac OS X)",
            "ExoPlayerLib/2.19.1 (Linux; Android 12)",
            "Lavf/60.16.100");

    /** Addresses of one's own are of 10.0.0.0/8, shared ones of 100.64.0.0/10, as with the NAT of a provider. */
    static Household of(LoadPlan plan, int number, RandomGenerator random) {
        String player = PLAYERS.get(random.nextInt(PLAYERS.size()));
        if (random.nextDouble() >= plan.share()) {
            return new Household(address(10 << 24, number), player);
        }
        int shared = Math.max(1, (int) (plan.viewers() * plan.share() / MEMBERS));
        return new Household(address(100 << 24 | 64 << 16, random.nextInt(shared)), player);
    }

    private static String address(int network, int host) {
        int all = network | host + 1;
        return (all >>> 24) + "." + (all >> 16 & 255) + "." + (all >> 8 & 255) + "." + (all & 255);
    }
}
