package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;
import tv.usher.daemon.load.Crowd;

/**
 * A portal dies under 2,000 questions a second, four fifths of them from viewers who are known. It is killed, it hangs, it answers 502,
 * and comes back each time. The figures are printed, the rate among them: a busy machine may not reach it.
 */
@TakesLong
class PortalDiesAtPrimeTimeIT {

    private static final int KNOWN_VIEWERS = 200;
    private static final int KNOWN_PER_SECOND = 1_600;
    private static final int UNKNOWN_PER_SECOND = 400;
    private static final int KNOWN_CONNECTIONS = 8;
    private static final int UNKNOWN_CONNECTIONS = 1_000; // who asks a portal that hangs waits for the timeout
    private static final Duration DEAD = Duration.ofSeconds(3);
    private static final Duration BOUND = Duration.ofSeconds(10); // five times the timeout, for a busy machine
    private static final int TRIAL = 3;
    private static final int UNDER_WAY = 300; // max-concurrent, max-waiting, and what a busy machine counts late

    private static final String CONFIG = """
            backends:
              own:
                type: http
                address: %s
                timeout: 2s
                on-unavailable: deny
                on-5xx: unavailable
                grant: 1h
                max-concurrent: 100
                max-waiting: 100
                address-share: 100
                breaker: {minimum: 10, window: 2s, open-for: 1s, trial: 3}
            access:
              - {name: everyone, ask: [own]}
            """;

    // Not "busy", "no_turn", "open" and "told_to_wait", which asked nobody.
    private static final Pattern ASKED_IN_VAIN = Pattern.compile(
            "^usher_backend_failures_total\\{backend=\"own\",why=\"(?!busy|no_turn|open|told_to_wait)\\w+\"} (\\S+)$",
            Pattern.MULTILINE);

    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong next = new AtomicLong();

    @Test
    void andNoKnownViewerNotices(@TempDir Path folder) throws Exception {
        try (DyingPortal portal = new DyingPortal();
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, CONFIG.formatted(portal.address())))) {
            for (int viewer = 0; viewer < KNOWN_VIEWERS; viewer++) {
                assertThat(usher.askAbout("/live/ch1/index.m3u8", "token=known-" + viewer)
                                .status())
                        .isEqualTo(200);
            }
            int port = usher.callers();
            try (Crowd known = Crowd.asking(port, KNOWN_CONNECTIONS, KNOWN_PER_SECOND, this::knownToken);
                    Crowd unknown = Crowd.asking(port, UNKNOWN_CONNECTIONS, UNKNOWN_PER_SECOND, this::newToken)) {
                long began = System.nanoTime();
                for (DyingPortal.Health trouble :
                        List.of(DyingPortal.Health.KILLED, DyingPortal.Health.HANGS, DyingPortal.Health.BAD_GATEWAY)) {
                    dies(trouble, portal, usher, unknown);
                }
                awaitAllowed(unknown);
                known.end();
                unknown.end();
                long ended = System.nanoTime();

                assertThat(known.statuses().keySet()).isEqualTo(Set.of(200));
                assertThat(unknown.statuses().keySet())
                        .as("503 to whose question failed a moment after a good canary")
                        .isSubsetOf(Set.of(200, 403, 503));
                assertThat(unknown.longest()).isLessThan(BOUND);
                System.out.printf(
                        "known viewers %s, unknown ones %s, longest wait %d ms and %d ms; %.0f questions/s%n",
                        known.statuses(),
                        unknown.statuses(),
                        known.longest().toMillis(),
                        unknown.longest().toMillis(),
                        1_000.0 * (answers(known) + answers(unknown)) / millis(began, ended));
            }
        }
    }

    private String knownToken() {
        return "known-" + next.incrementAndGet() % KNOWN_VIEWERS;
    }

    private String newToken() {
        return "new-" + strangers.incrementAndGet();
    }

    private static long answers(Crowd crowd) {
        return crowd.statuses().values().stream().mapToLong(Long::longValue).sum();
    }

    private void dies(DyingPortal.Health trouble, DyingPortal portal, UsherProcess usher, Crowd unknown)
            throws Exception {
        // Given
        awaitAllowed(unknown);
        double inVainBefore = askedInVain(usher);
        long died = System.nanoTime();
        portal.becomes(trouble);

        // When
        awaitState(usher, "unavailable: ");
        long noticed = System.nanoTime();
        double inVainUntilNoticed = askedInVain(usher) - inVainBefore;
        await().pollDelay(DEAD).atMost(DEAD.plus(RunningProgram.PATIENCE)).until(() -> true);
        double inVainThen = askedInVain(usher) - inVainBefore - inVainUntilNoticed;
        long recovers = System.nanoTime();
        portal.becomes(DyingPortal.Health.WELL);
        awaitState(usher, "ok");
        long recovered = System.nanoTime();

        // Then
        assertThat(unknown.statuses(noticed, recovers).keySet()).isEqualTo(Set.of(403));
        assertThat(inVainThen)
                .as("questions sent once it is noticed, those under way included")
                .isLessThanOrEqualTo(UNDER_WAY + TRIAL * (millis(noticed, recovers) / 1_000 + 2));
        System.out.printf(
                "%s: noticed after %d ms and %.0f questions; then %.0f of %d in %d ms; recovered after %d ms%n",
                trouble,
                millis(died, noticed),
                inVainUntilNoticed,
                inVainThen,
                unknown.statuses(noticed, recovers).get(403),
                millis(noticed, recovers),
                millis(recovers, recovered));
    }

    /** The portal is well: half a second's unknown viewers get in. */
    private static void awaitAllowed(Crowd unknown) {
        long before = allowed(unknown);
        await().until(() -> allowed(unknown) >= before + UNKNOWN_PER_SECOND / 2);
    }

    private static long allowed(Crowd crowd) {
        return crowd.statuses().getOrDefault(200, 0L);
    }

    private static long millis(long from, long until) {
        return Duration.ofNanos(until - from).toMillis();
    }

    private static void awaitState(UsherProcess usher, String state) {
        await().until(() -> usher.page("/readyz").body().contains("backend own: " + state));
    }

    private static double askedInVain(UsherProcess usher) {
        double all = 0;
        Matcher series = ASKED_IN_VAIN.matcher(usher.page("/metrics").body());
        while (series.find()) {
            all += Double.parseDouble(series.group(1));
        }
        return all;
    }
}
