package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/**
 * By random walks: whoever comes and leaves in whatever order, and whatever limits there are, those watch whom {@link TestingLimitsModel}
 * has, also over restarts; and a preview says of each newcomer what becomes of him.
 */
class LimitsFollowTheirModelTest {

    private static final int STEP = 7;
    private static final int GRACE = 10;
    private static final int IDLE = 300;
    private static final int OF_USER = 3;

    private enum Event {
        COMES,
        IS_ASKED_ABOUT_AGAIN,
        LEAVES,
        TIME_PASSES,
        RESTART
    }

    private record Step(Event event, int number) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whereTheNewestIsDenied(
            @ForAll("walks") List<Step> steps, @ForAll("limits") List<TestingLimitsModel.Limit> limits) {
        new Walk(OverLimit.DENY_NEWEST, limits).walk(steps);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whereTheOldestIsEnded(
            @ForAll("walks") List<Step> steps, @ForAll("limits") List<TestingLimitsModel.Limit> limits) {
        new Walk(OverLimit.END_OLDEST, limits).walk(steps);
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(14, Event.COMES),
                Tuple.of(2, Event.IS_ASKED_ABOUT_AGAIN),
                Tuple.of(3, Event.LEAVES),
                Tuple.of(2, Event.TIME_PASSES),
                Tuple.of(1, Event.RESTART));
        return Combinators.combine(events, Arbitraries.integers().between(0, TestingLimitsModel.VIEWINGS - 1))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    /** Of each kind, one or more. */
    @Provide
    Arbitrary<List<TestingLimitsModel.Limit>> limits() {
        return TestingLimitsModel.limits();
    }

    private static final class Walk {

        private final TestingClock clock = new TestingClock();
        private final TestingStore store = new TestingStore();

        private final TestingLimitsModel.Limit ofUser =
                new TestingLimitsModel.Limit(PlaceOwner.USER, OF_USER, false, -1);
        private final List<TestingLimitsModel.Limit> limits;
        private final TestingLimitsModel model;
        private final Viewings viewings;
        private final SessionSettings settings;
        private Sessions sessions;
        private long now;

        Walk(OverLimit overLimit, List<TestingLimitsModel.Limit> limits) {
            this.limits = limits.stream().filter(limit -> !limit.equals(ofUser)).toList();
            this.model = new TestingLimitsModel(overLimit, GRACE, IDLE);
            this.settings = TestingSessions.settings(overLimit, Follow.OFF, 1_000);
            this.viewings = new Viewings(TestingSessions.keyHash(), settings);
            this.sessions = open();
        }

        private Sessions open() {
            Sessions opened =
                    TestingSessions.of(settings, clock.clock(), store, new SessionMetrics(new PrometheusRegistry()));
            opened.open();
            return opened;
        }

        void walk(List<Step> steps) {
            for (Step step : steps) {
                happens(step);
                compare();
            }
            everybodyLeaves();
        }

        private void happens(Step step) {
            TestingLimitsModel.Viewing viewing = new TestingLimitsModel.Viewing(step.number());
            passes(1);
            switch (step.event()) {
                case COMES -> {
                    Session known =
                            sessions.known(viewingOf(viewing), clock.clock().now());
                    assertThat(known != null).isEqualTo(model.live().contains(viewing));
                    if (known == null) {
                        comes(viewing);
                    } else {
                        model.seen(viewing, now);
                    }
                }
                case IS_ASKED_ABOUT_AGAIN -> comes(viewing);
                case LEAVES -> {
                    sessions.end(List.of(viewingOf(viewing)));
                    model.leaves(viewing);
                }
                case TIME_PASSES -> passes(step.number());
                case RESTART -> {
                    sessions.sweeper().sweep();
                    sessions = open();
                    model.restarts(now);
                }
            }
        }

        private void passes(int steps) {
            now += (long) steps * STEP;
            clock.passes(Duration.ofSeconds((long) steps * STEP));
            model.passes(now);
        }

        private void comes(TestingLimitsModel.Viewing newcomer) {
            List<TestingLimitsModel.Limit> holding = new ArrayList<>();
            Grant grant = Grant.lasting(Duration.ofDays(1)).user(newcomer.user());
            if (!newcomer.user().isEmpty()) {
                holding.add(ofUser);
                grant = grant.maxSessions(OF_USER);
            }
            limits.stream().filter(limit -> limit.holds(newcomer)).forEach(holding::add);
            Viewing viewing = viewingOf(newcomer);
            Origin origin = origin(newcomer);

            Refusal preview = sessions.wouldRefuse(viewing, origin, grant, null);
            Refusal refusal = sessions.admit(viewing, origin, grant, Duration.ofSeconds(IDLE))
                    .join()
                    .refusal();

            assertThat(refusal == null)
                    .isEqualTo(model.comes(newcomer, holding, now).isPresent());
            assertThat(preview).isEqualTo(refusal);
        }

        private Origin origin(TestingLimitsModel.Viewing viewing) {
            List<SessionLimit> held = IntStream.range(0, limits.size())
                    .filter(i -> limits.get(i).holds(viewing))
                    .mapToObj(i -> limits.get(i).named("limit" + i))
                    .toList();
            return new Origin("nginx", "127.0.0.1", "everyone", "portal", held);
        }

        private Viewing viewingOf(TestingLimitsModel.Viewing viewing) {
            return viewings.of(
                    "nginx",
                    "everyone",
                    AccessRequest.builder()
                            .clientAddress(viewing.address())
                            .userAgent("VLC")
                            .path(viewing.channel() + "index.m3u8")
                            .query("token=T" + viewing.token())
                            .build(),
                    "",
                    null);
        }

        private void compare() {
            Set<Key> live = new HashSet<>();
            sessions.live().forEach(session -> live.add(session.key()));
            assertThat(live)
                    .isEqualTo(model.live().stream()
                            .map(viewing -> viewingOf(viewing).key())
                            .collect(Collectors.toSet()));
            model.assertHolds(limits);
        }

        /** Then every place is free again. */
        private void everybodyLeaves() {
            for (int i = 0; i < TestingLimitsModel.VIEWINGS; i++) {
                TestingLimitsModel.Viewing viewing = new TestingLimitsModel.Viewing(i);
                passes(2);
                sessions.end(List.of(viewingOf(viewing)));
                model.leaves(viewing);
                compare();
            }
            assertThat(store.sessions()).isEmpty();
            comes(new TestingLimitsModel.Viewing(0));
            compare();
        }
    }
}
