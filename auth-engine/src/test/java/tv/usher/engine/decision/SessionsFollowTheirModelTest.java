package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.TestingSessions;

/**
 * T16–T24 by random walks: whatever happens in whatever order, {@link TestingModel}, which knows what was promised and nothing of how it
 * is kept, finds no broken promise. A failed walk is shortened and printed with its seed.
 */
class SessionsFollowTheirModelTest {

    /** Fewer than there are viewers, and less than their users may have together. */
    private static final int MAX_SESSIONS = 3;

    /** What may happen; to whom, or for how long, says the number. */
    private enum Event {
        PLAYS,
        FETCHES,
        TIME_PASSES,
        BACKEND_ALLOWS,
        BACKEND_DENIES,
        BACKEND_IS_DOWN,
        OPERATOR_KICKS,
        OPERATOR_BANS,
        SWEEP,
        RESTART
    }

    private record Step(Event event, int number) {}

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whereTheNewestIsDenied(@ForAll("walks") List<Step> steps, @ForAll boolean askedAgain) {
        walk(steps, OverLimit.DENY_NEWEST, askedAgain, 1_000);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whereTheOldestIsEnded(@ForAll("walks") List<Step> steps, @ForAll boolean askedAgain) {
        walk(steps, OverLimit.END_OLDEST, askedAgain, 1_000);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whereTheTableIsFull(@ForAll("walks") List<Step> steps, @ForAll boolean askedAgain) {
        walk(steps, OverLimit.END_OLDEST, askedAgain, MAX_SESSIONS);
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(9, Event.PLAYS),
                Tuple.of(5, Event.FETCHES),
                Tuple.of(4, Event.TIME_PASSES),
                Tuple.of(3, Event.BACKEND_ALLOWS),
                Tuple.of(1, Event.BACKEND_DENIES),
                Tuple.of(3, Event.BACKEND_IS_DOWN),
                Tuple.of(1, Event.OPERATOR_KICKS),
                Tuple.of(1, Event.OPERATOR_BANS),
                Tuple.of(1, Event.SWEEP),
                Tuple.of(1, Event.RESTART));
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, TestingModel.VIEWERS * TestingModel.CHANNELS - 1);
        return Combinators.combine(events, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    private static void walk(List<Step> steps, OverLimit overLimit, boolean askedAgain, int maxSessions) {
        TestingPlatform platform = new TestingPlatform(
                TestingSessions.settings(overLimit, maxSessions, Duration.ofSeconds(TestingModel.KEPT)));
        if (askedAgain) {
            platform.portal.askedAgain();
        }
        TestingModel model = new TestingModel(platform, overLimit, askedAgain);
        for (Step step : steps) {
            happens(step, model);
            model.compare();
            assertThat(platform.live()).isLessThanOrEqualTo(maxSessions);
        }
        model.everybodyLeaves();
    }

    private static void happens(Step step, TestingModel model) {
        int number = step.number();
        TestingModel.Viewing viewing =
                new TestingModel.Viewing(number % TestingModel.VIEWERS, number / TestingModel.VIEWERS);
        switch (step.event()) {
            case PLAYS -> model.plays(viewing);
            case FETCHES -> model.fetches(viewing);
            case TIME_PASSES -> model.passes(number < 7 ? number : 20);
            case BACKEND_ALLOWS -> model.backend(TestingModel.Mood.ALLOWS);
            case BACKEND_DENIES -> model.backend(TestingModel.Mood.DENIES);
            case BACKEND_IS_DOWN -> model.backend(TestingModel.Mood.IS_DOWN);
            case OPERATOR_KICKS -> model.kicks(number % 2, Duration.ZERO);
            case OPERATOR_BANS -> model.kicks(number % 2, Duration.ofMinutes(2));
            case SWEEP -> model.sweeps();
            case RESTART -> model.restarts();
        }
    }
}
