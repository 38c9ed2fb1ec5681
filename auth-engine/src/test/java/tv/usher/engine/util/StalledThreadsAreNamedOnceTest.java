package tv.usher.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.TestingLog;

/** T61: a thread that others wait for and that stays at one task. */
class StalledThreadsAreNamedOnceTest {

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final StallWatch watch = new StallWatch(registry, clock);
    private final TestingLog log = TestingLog.of(StallWatch.class);

    /** What a loop has still to do; the test does it in its place. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @AfterEach
    void close() {
        watch.close();
        log.close();
    }

    @Test
    void afterASecondAndWithTheEnd() {
        // Given
        watch.watch("callers", tasks::add);
        looksFor(Duration.ofSeconds(10), this::turn);
        assertThat(log.lines()).isEmpty();

        // When
        looksFor(Duration.ofSeconds(5), () -> {});

        // Then
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(Thread.currentThread().getName());
        assertThat(stalls("callers")).isEqualTo(1);
        assertThat(watch.stalled()).singleElement().satisfies(stall -> {
            assertThat(stall.kind()).isEqualTo("callers");
            assertThat(stall.text())
                    .startsWith("thread " + Thread.currentThread().getName() + " has been at tv.usher.")
                    .endsWith(" for 5s");
        });

        // When
        looksFor(Duration.ofSeconds(1), this::turn);

        // Then
        assertThat(log.lines()).hasSize(2).last().asString().contains("goes on");
        assertThat(watch.stalled()).isEmpty();

        // When
        looksFor(Duration.ofSeconds(2), () -> {});

        // Then
        assertThat(stalls("callers")).isEqualTo(2);
    }

    @Test
    void alsoOneThatTakesNoTasks() {
        // Given
        WorkMark mark = new WorkMark("backend own", clock);
        watch.watch(mark);

        // When
        mark.begin();
        looksFor(Duration.ofMillis(600), () -> {});
        mark.end();
        looksFor(Duration.ofSeconds(5), () -> {});

        // Then
        assertThat(stalls("backend own")).isZero();

        // When
        mark.begin();
        looksFor(Duration.ofSeconds(3), () -> {});

        // Then
        assertThat(stalls("backend own")).isEqualTo(1);

        // When
        watch.forget(mark);

        // Then
        assertThat(watch.stalled()).isEmpty();
    }

    @Test
    void butNotWhenTheWholeMachineStood() {
        // Given
        watch.watch("callers", tasks::add);
        looksFor(Duration.ofSeconds(1), this::turn);

        // When
        watch.look();
        clock.passes(Duration.ofMinutes(1));
        watch.look();
        looksFor(Duration.ofMillis(600), () -> {});
        looksFor(Duration.ofSeconds(2), this::turn);

        // Then
        assertThat(log.lines()).isEmpty();
    }

    private void turn() {
        tasks.forEach(Runnable::run);
        tasks.clear();
    }

    private void looksFor(Duration time, Runnable between) {
        for (long passed = 0; passed < time.toMillis(); passed += StallWatch.LOOK.toMillis()) {
            watch.look();
            clock.passes(StallWatch.LOOK);
            between.run();
        }
        watch.look();
    }

    private double stalls(String kind) {
        return registry.scrape("usher_stalls"::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> kind.equals(point.getLabels().get("thread")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
