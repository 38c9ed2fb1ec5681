package tv.usher.engine.session.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tv.usher.api.Grant;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.session.MemoryStore;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.TestingClock;

/**
 * By random walks: the sum of the watched seconds that are told is the time that viewers watched, from the answer that let them in to their
 * last request, whatever ends them. A kill loses what happened since the last second at most, and counts nothing twice.
 */
class WatchedTimeIsTheTruthTest {

    private static final int VIEWERS = 3;
    private static final int CHANNELS = 2;

    private enum Step {
        PLAYS,
        TIME_PASSES,
        LONG_TIME_PASSES,
        SWEEP,
        KICK,
        STOP,
        KILL
    }

    private record Move(Step step, int number) {}

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whereAStoreKeepsSessions(@ForAll("walks") List<Move> moves) throws IOException {
        walk(moves, true);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whereARestartForgetsSessions(@ForAll("walks") List<Move> moves) throws IOException {
        walk(moves, false);
    }

    @Provide
    Arbitrary<List<Move>> walks() {
        Arbitrary<Step> steps = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.just(Step.PLAYS)),
                Tuple.of(5, Arbitraries.just(Step.TIME_PASSES)),
                Tuple.of(1, Arbitraries.just(Step.LONG_TIME_PASSES)),
                Tuple.of(1, Arbitraries.just(Step.SWEEP)),
                Tuple.of(1, Arbitraries.just(Step.KICK)),
                Tuple.of(1, Arbitraries.just(Step.STOP)),
                Tuple.of(1, Arbitraries.just(Step.KILL)));
        return Combinators.combine(steps, Arbitraries.integers().between(0, VIEWERS * CHANNELS - 1))
                .as(Move::new)
                .list()
                .ofMaxSize(60);
    }

    private static void walk(List<Move> moves, boolean keeps) throws IOException {
        Path folder = Files.createTempDirectory("watch");
        try {
            Walk walk = new Walk(folder, keeps ? new TestingStore() : new MemoryStore(), keeps);
            moves.forEach(walk::make);
            walk.everybodyLeaves();
            walk.assertTruth();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** One viewing. */
    private static final class Watched {

        private final long began;

        /** The last request. */
        private long seen;

        /** The last request that Usher can know of, and the last one that it has noted. */
        private long known;

        private long noted;

        Watched(long now) {
            this.began = now;
            this.seen = now;
            this.known = now;
            this.noted = now;
        }
    }

    private static final class Walk {

        private final TestingClock clock = new TestingClock();
        private final Map<Integer, Watched> watching = new HashMap<>();
        private final List<Watched> all = new ArrayList<>();
        private final SessionStore store;
        private final boolean keeps;
        private final TestingWatch usher;

        Walk(Path folder, SessionStore store, boolean keeps) {
            this.store = store;
            this.keeps = keeps;
            this.usher = new TestingWatch(
                    clock,
                    folder,
                    new TestingSettings().overLimit(OverLimit.END_OLDEST).build(),
                    store);
        }

        void make(Move move) {
            switch (move.step()) {
                case PLAYS -> plays(move.number());
                case TIME_PASSES -> passes(2 + move.number());
                case LONG_TIME_PASSES -> passes(70);
                case SWEEP -> usher.sessions().sweeper().sweep();
                case KICK ->
                    usher.sessions()
                            .revocations()
                            .kick(
                                    new UserId("portal", "user" + move.number() % VIEWERS),
                                    TestingKicks.of(Duration.ZERO));
                case STOP -> {
                    note();
                    usher.restarts(store);
                    afterARestart();
                }
                case KILL -> {
                    all.forEach(each -> each.known = each.noted);
                    clock.passes(Duration.ofSeconds(30L * move.number()));
                    usher.isKilled(store);
                    afterARestart();
                }
            }
        }

        private void afterARestart() {
            if (!keeps) {
                watching.clear();
            }
            passes(2);
        }

        private void passes(int seconds) {
            usher.passes(seconds);
            note();
        }

        private void note() {
            all.forEach(each -> each.noted = each.known);
        }

        private void plays(int number) {
            clock.passes(Duration.ofSeconds(2)); // the thread of the events hasn't come by since
            Viewing viewing = TestingViewings.of(
                    "203.0.113." + number % VIEWERS, "/channel" + number / VIEWERS + '/', "T" + number);
            long now = clock.clock().now();
            if (usher.sessions().known(viewing, now) != null) {
                watching.get(number).seen = now;
                watching.get(number).known = now;
            } else if (usher.sessions().refused(viewing, now) == null) {
                Grant grant = TestingViewings.grant("user" + number % VIEWERS, 1);
                if (TestingViewings.admit(usher.sessions(), viewing, grant).session() != null) {
                    Watched begun = new Watched(now);
                    watching.put(number, begun);
                    all.add(begun);
                }
            }
        }

        void everybodyLeaves() {
            for (int i = 0; i < 3; i++) {
                passes(61);
                usher.sessions().sweeper().sweep();
            }
            usher.second();
        }

        void assertTruth() {
            double most = 0;
            double least = 0;
            for (Watched each : all) {
                most += (each.seen - each.began) / 1e9;
                least += (each.known - each.began) / 1e9;
            }
            assertThat(usher.watchedSeconds()).isBetween(least - 0.01, most + 0.01);
            assertThat(usher.told().stream()
                            .filter(event -> event.type() == EventType.SESSION_ENDED)
                            .map(WatchedTimeIsTheTruthTest::identity))
                    .as("told once")
                    .doesNotHaveDuplicates();
        }
    }

    private static String identity(Event event) {
        return event.fields().get("session") + " " + event.fields().get("since");
    }
}
