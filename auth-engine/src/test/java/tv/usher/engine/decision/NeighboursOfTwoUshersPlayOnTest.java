package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingSharedStore;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

/**
 * T55 with a second Usher: eight viewers behind one address with one player on three channels, for twenty minutes, each request at either of
 * two that share a store and are started anew now and then. No live viewer misses a segment, and each takes a place.
 */
class NeighboursOfTwoUshersPlayOnTest {

    private static final int STEP = 7;
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    private final TestingClock clock = new TestingClock();
    private final SessionSettings settings = TestingSessions.settings();
    private final TestingSharedStore shared = new TestingSharedStore(clock, settings);
    private final AtomicReference<Verdict> verdict = new AtomicReference<>();
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.DENY, verdict::get);
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, Playing> playing = new HashMap<>();

    /** By viewer and channel, when the last grant ends. */
    private final Map<List<Integer>, Long> grants = new HashMap<>();

    private record Playing(int channel, long ends) {}

    private final class Node {

        private SessionStore store = shared.node();
        private SessionContext context = TestingContext.remembering(settings, clock, store);

        void restart() {
            store.close();
            store = shared.node();
            context = TestingContext.remembering(settings, clock, store);
        }

        Answer ask(int viewer, int channel, boolean token) {
            verdict.set(token ? grant(viewer) : new Verdict.Abstain("no token"));
            String path = "/live/" + channel + (token ? "/index.m3u8" : "/seg.ts");
            return TestingRules.everyoneAsks(context, portal)
                    .decide(TestingRequests.of(TestingPlatform.request(path, token ? "token=T" + viewer : "")
                            .build()))
                    .join()
                    .answer();
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void whoGoesTakesNobodyAlong(@ForAll long seed) {
        Random random = new Random(seed);
        nodes.clear();
        nodes.addAll(List.of(new Node(), new Node()));
        playing.clear();
        grants.clear();
        long end = clock.now() + TWENTY_MINUTES.toNanos();
        while (clock.now() - end < 0) {
            clock.passes(Duration.ofSeconds(STEP));
            fetch(random);
            happens(random);
            nodes.forEach(node -> node.context.sessions().sweeper().sweep());
            playing.forEach(
                    (viewer, what) -> assertThat(shared.counts("user" + viewer, "/live/" + what.channel() + '/'))
                            .as("viewer %d on %d takes a place", viewer, what.channel())
                            .isTrue());
        }
        clock.passes(Duration.ofHours(1)); // nobody of this walk is there in the next
    }

    private void fetch(Random random) {
        playing.values().removeIf(what -> what.ends() - clock.now() <= 0);
        playing.forEach((viewer, what) -> assertThat(any(random).ask(viewer, what.channel(), false))
                .as("segment of viewer %d on %d", viewer, what.channel())
                .isEqualTo(Answer.ALLOW));
    }

    private void happens(Random random) {
        int viewer = random.nextInt(8);
        switch (random.nextInt(12)) {
            case 0 -> {
                any(random)
                        .context
                        .sessions()
                        .revocations()
                        .kick(new UserId("portal", "user" + viewer), TestingKicks.of(Duration.ZERO));
                playing.remove(viewer);
            }
            case 1 -> any(random).restart();
            default -> {
                int channel = random.nextInt(3);
                Playing before = playing.get(viewer);
                int asked = portal.asks();
                if (any(random).ask(viewer, channel, true) == Answer.ALLOW) {
                    if (portal.asks() > asked) {
                        grants.put(
                                List.of(viewer, channel),
                                clock.now() + lifetime(viewer).toNanos());
                    }
                    playing.put(viewer, new Playing(channel, grants.get(List.of(viewer, channel))));
                } else {
                    boolean isKnown = before != null && before.channel() == channel;
                    assertThat(isKnown)
                            .as("viewer %d is known on %d", viewer, channel)
                            .isFalse();
                }
            }
        }
    }

    private Node any(Random random) {
        return nodes.get(random.nextInt(2));
    }

    private static Verdict grant(int viewer) {
        return TestingPlatform.allow(
                "user" + viewer, viewer < 4 ? OptionalInt.of(1) : OptionalInt.empty(), lifetime(viewer));
    }

    private static Duration lifetime(int viewer) {
        return Duration.ofSeconds(viewer % 2 == 0 ? 100 : 1_000);
    }
}
