package tv.usher.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;
import tv.usher.engine.util.Clock;

/** Whatever the disk does, who decides doesn't wait; what gets lost is counted. */
class EventsNeverHoldAnybodyUpTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @TempDir
    private Path folder;

    @Test
    void whatComesTooFastIsDroppedAndCounted() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        try (EventLog events = events("events.jsonl", 100)) {
            // Given
            CountDownLatch writing = new CountDownLatch(1);
            events.tell(hearing(writing, disk));
            events.start();
            events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));
            writing.await();

            // When
            for (int i = 0; i < 250; i++) {
                events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));
            }
            disk.countDown();

            // Then
            await().until(() -> lines("events.jsonl").size() == 101);
            assertThat(lost("full")).isEqualTo(150);
        }
    }

    private static EventListener hearing(CountDownLatch writing, CountDownLatch disk) {
        return new EventListener() {
            @Override
            public boolean isListening() {
                return true;
            }

            @Override
            public void heard(List<EventLine> events) {
                writing.countDown();
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void aFileThatCannotBeWrittenIsTriedAgain() throws Exception {
        try (EventLog events = events("not/there/events.jsonl", 1_000)) {
            // Given
            Files.writeString(folder.resolve("not"), "a file where a folder should be");
            events.start();
            events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));
            await().until(() -> lost("file") == 1);

            // When
            Files.delete(folder.resolve("not"));
            events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.8"));

            // Then
            await().until(() -> Files.exists(folder.resolve("not/there/events.jsonl")));
            await().until(() -> lines("not/there/events.jsonl").size() == 1);
            assertThat(lines("not/there/events.jsonl").get(0)).contains("203.0.113.8");
        }
    }

    /** As one that is mounted by itself, which can be written and not renamed. */
    @Test
    void aFileThatCannotBeMovedIsWrittenOn() throws Exception {
        Files.createDirectories(folder.resolve("events.jsonl.1").resolve("in the way"));
        EventSettings settings = new EventSettings(Optional.of("events.jsonl"), 65_536, 1, false, 1_000);
        try (TestingLog log = TestingLog.of(EventLog.class);
                EventLog events = EventLog.of(settings, folder, address -> address, registry, Clock.system())) {
            // Given
            Files.writeString(folder.resolve("events.jsonl"), "{}\n".repeat(65_536 / 3));
            events.start();

            // When
            for (int i = 1; i <= 3; i++) {
                int written = 65_536 / 3 + i;
                events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));
                await().until(() -> lines("events.jsonl").size() == written);
            }

            // Then
            assertThat(lost("file")).isZero();
            assertThat(log.lines())
                    .hasSize(1)
                    .allMatch(line -> line.contains("events.jsonl can't be renamed")
                            && line.contains("grows beyond events.max-size"));
        }
    }

    @Test
    void anEventThatThrowsLosesNoOther() throws Exception {
        try (EventLog events = events("events.jsonl", 1_000)) {
            // When
            events.start();
            events.add(EventType.DENIED, () -> {
                throw new IllegalStateException("a bug");
            });
            events.add(EventType.DENIED, () -> {
                throw new StackOverflowError("a bug");
            });
            events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));

            // Then
            await().until(() -> Files.exists(folder.resolve("events.jsonl")));
            await().until(() -> lines("events.jsonl").size() == 1);
            assertThat(lost("broken")).isEqualTo(2);
        }
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws Exception {
        EventLog events = events("events.jsonl", 1_000);
        events.start();
        for (int i = 0; i < 500; i++) {
            events.add(EventType.DENIED, () -> TestingEvents.denied("203.0.113.7"));
        }

        // When
        events.close();

        // Then
        assertThat(lines("events.jsonl")).hasSize(500);
    }

    @Test
    void nobodyMakesWhatNobodyWants() {
        AtomicBoolean made = new AtomicBoolean();
        EventLog events = TestingEvents.unwritten();
        events.start();
        events.add(EventType.DENIED, () -> {
            made.set(true);
            return TestingEvents.denied("203.0.113.7");
        });

        // When
        events.close();

        // Then
        assertThat(made).isFalse();
    }

    private EventLog events(String file, int maxWaiting) {
        EventSettings settings = new EventSettings(Optional.of(file), 1 << 20, 10, false, maxWaiting);
        return EventLog.of(settings, folder, address -> address, registry, Clock.system());
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private double lost(String why) {
        return registry.scrape(name -> name.equals("usher_events_lost")).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> point.getLabels().get("why").equals(why))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
