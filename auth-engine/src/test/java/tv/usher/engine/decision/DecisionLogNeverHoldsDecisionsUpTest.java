package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.TestingLog;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.LogDeduplicator;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.TestingClock;

class DecisionLogNeverHoldsDecisionsUpTest {

    private static final Decision ALLOWED = TestingDecider.allowed(Grant.lasting(Duration.ZERO));
    private static final AccessRequest REQUEST =
            AccessRequest.builder().session("482911").query("token=s3cr3t").build();

    private final TestingLog lines = TestingLog.of("decision");
    private final TestingClock clock = new TestingClock();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final DecisionLog log = new DecisionLog(clock, new Events() {
        @Override
        public void add(EventType type, Supplier<@Nullable Event> event) {
            told.incrementAndGet();
        }

        @Override
        public void lost(EventType type) {
            lost.incrementAndGet();
        }
    });
    private final DecisionRecorder recorder =
            new DecisionRecorder(new PrometheusRegistry(), log, new RecentDecisions(0), Clock.system());

    @AfterEach
    void close() {
        log.close();
        lines.close();
    }

    @Test
    void linesAreWrittenByAThreadOfTheirOwn() {
        // When
        add(ALLOWED, 12);

        // Then
        await().until(() -> !lines.lines().isEmpty());
        assertThat(lines.lines())
                .singleElement()
                .asString()
                .startsWith("verdict=allow ")
                .doesNotContain("s3cr3t");
        assertThat(lines.levels()).containsExactly(Level.INFO);
        assertThat(lines.threads()).doesNotContain(Thread.currentThread().getName());
    }

    @Test
    void whoIsLetInByARuleAloneIsNotLogged() {
        // When
        add(Decision.allowedBy("office"), 0);
        add(Decision.deniedBy("nobody"), 0);
        add(Decision.noRuleHolds(), 0);
        log.close();

        // Then
        assertThat(lines.lines()).hasSize(2).allMatch(line -> line.startsWith("verdict=deny "));
    }

    @Test
    void aLogThatHangsDropsLinesAndTellsTheirNumber() throws InterruptedException {
        // Given
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        lines.onLine(line -> {
            writing.countDown();
            awaitQuietly(goOn);
        });
        add(ALLOWED, 0);
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();

        // When
        int added = 20_000;
        for (int i = 0; i < added; i++) {
            add(ALLOWED, i); // would never return if it waited for the writer
        }
        goOn.countDown();

        // Then
        await().until(() -> lines.levels().contains(Level.WARN));
        log.close();
        int written = lines.lines().size() - 2; // without the first and the warning
        assertThat(written).isBetween(1, added - 1);
        assertThat(lines.lines()).anyMatch(line -> line.startsWith((added - written) + " decision lines were dropped"));
    }

    @Test
    void aLogThatHangsKeepsBackNoEventThatItCannotCount() throws InterruptedException {
        // Given
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        lines.onLine(line -> {
            writing.countDown();
            awaitQuietly(goOn);
        });

        // When
        add(TestingDecider.denied(), 0);
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();

        // Then
        assertThat(told).as("before its line").hasValue(1);

        // When
        int added = 20_000;
        for (int i = 0; i < added; i++) {
            add(TestingDecider.denied(), 0);
        }
        goOn.countDown();
        log.close();

        // Then
        await().until(() -> lines.lines().stream().anyMatch(line -> line.contains(" repeated=")));
        String summedUp = lines.lines().stream()
                .filter(line -> line.contains(" repeated="))
                .findFirst()
                .orElseThrow();
        int written = Integer.parseInt(summedUp.substring(summedUp.indexOf(" repeated=") + " repeated=".length()));
        assertThat(lost).hasValue(added - written).hasPositiveValue();
    }

    @Test
    void aFloodThatNeverEndsDoesNotHideThatLinesAreDropped() {
        // Given
        lines.onLine(line -> {
            if (!line.contains("dropped")) {
                add(ALLOWED, 0);
                add(ALLOWED, 0); // each line written makes two: the queue is never empty again
            }
        });

        // When
        add(ALLOWED, 0);

        // Then
        await().until(() -> lines.levels().contains(Level.WARN));
        lines.onLine(line -> {});
    }

    @Test
    void aLineThatCannotBeWrittenDoesNotEndTheLog() {
        // Given
        lines.onLine(line -> {
            if (line.contains("ms=1 ")) {
                throw new StackOverflowError("the disk is full, say");
            }
        });

        // When
        add(ALLOWED, 1);
        add(ALLOWED, 2);

        // Then
        await().until(() -> lines.lines().stream().anyMatch(line -> line.contains("ms=2 ")));
    }

    @Test
    void anEndWritesWhatIsLeft() {
        // Given
        for (int i = 0; i < 100; i++) {
            add(ALLOWED, i);
        }
        add(TestingDecider.denied(), 0);
        add(TestingDecider.denied(), 0);

        // When
        log.close();

        // Then
        assertThat(lines.lines()).hasSize(102);
        assertThat(lines.lines().get(101)).endsWith("repeated=1");
    }

    @Test
    void afterAQuietWindowAFloodIsSummedUpWithoutAnotherDecision() {
        // Given
        add(TestingDecider.denied(), 0);
        add(TestingDecider.denied(), 0);
        await().until(() -> lines.lines().size() == 1);

        // When
        clock.passes(LogDeduplicator.WINDOW);

        // Then
        await().until(() -> lines.lines().size() == 2);
        assertThat(lines.lines().get(1)).endsWith("repeated=1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Decision decision, long millis) {
        recorder.add(
                TestingRequests.of(REQUEST), decision, Duration.ofMillis(millis).toNanos());
    }
}
