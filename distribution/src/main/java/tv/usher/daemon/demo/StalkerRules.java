package tv.usher.daemon.demo;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Ministra / Stalker: a token lives five seconds and may be asked any number of times meanwhile. */
final class StalkerRules implements StandIn.Rules {

    static final String PATH = "/stalker_portal/server/api/chk_flussonic_tmp_link.php";
    static final Duration TOKEN_LIFE = Duration.ofSeconds(5);

    private static final String USER = "42";

    private final Map<String, Long> endOfTokens = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    StalkerRules(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public String newToken() {
        return tokenOfAge(Duration.ZERO);
    }

    /** A token that the portal has made a while ago. */
    String tokenOfAge(Duration age) {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        endOfTokens.put(token, nanoTime.getAsLong() + TOKEN_LIFE.minus(age).toNanos());
        return token;
    }

    @Override
    public StandIn.Reply answer(String token) {
        long now = nanoTime.getAsLong();
        endOfTokens.values().removeIf(end -> end - now <= 0);
        return endOfTokens.containsKey(token)
                ? new StandIn.Reply(
                        200,
                        Map.of(
                                "X-AuthDuration", "36000",
                                "X-Unique", "true",
                                "X-Max-Sessions", "10",
                                "X-UserId", USER))
                : StandIn.Reply.of(403);
    }
}
