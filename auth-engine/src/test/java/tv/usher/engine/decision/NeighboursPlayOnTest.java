package tv.usher.engine.decision;

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
 * T55 by random walks: eight viewers behind one address with one player on three channels, for twenty minutes. Whoever goes, by zapping, a
 * kick, a grant's end or a limit, takes nobody along, and everybody stays counted.
 */
class NeighboursPlayOnTest {

    private static final int MINUTES = 20;

    private enum Event {
        PLAYS,
        NOTHING,
        KICK,
        SWEEP,
        RESTART
    }

    private record Step(Event event, int number) {}

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whoGoesTakesNobodyAlong(@ForAll("walks") List<Step> steps) {
        TestingNeighbours neighbours = new TestingNeighbours(
                new TestingPlatform(TestingSessions.settings(OverLimit.DENY_NEWEST, 1_000, Duration.ofMinutes(10))));
        for (Step step : steps) {
            neighbours.timePasses();
            switch (step.event()) {
                case PLAYS ->
                    neighbours.plays(new TestingNeighbours.Viewing(
                            step.number() % TestingNeighbours.VIEWERS, step.number() / TestingNeighbours.VIEWERS));
                case KICK -> neighbours.kicks(step.number() % TestingNeighbours.VIEWERS);
                case SWEEP -> neighbours.sweeps();
                case RESTART -> neighbours.restarts();
                case NOTHING -> {}
            }
            neighbours.compare();
        }
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        Arbitrary<Event> events = Arbitraries.frequency(
                Tuple.of(12, Event.PLAYS),
                Tuple.of(4, Event.NOTHING),
                Tuple.of(1, Event.KICK),
                Tuple.of(2, Event.SWEEP),
                Tuple.of(1, Event.RESTART));
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, TestingNeighbours.VIEWERS * TestingNeighbours.CHANNELS - 1);
        return Combinators.combine(events, numbers).as(Step::new).list().ofSize(MINUTES * 60 / TestingNeighbours.STEP);
    }
}
