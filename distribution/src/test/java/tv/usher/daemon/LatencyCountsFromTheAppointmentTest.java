package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.Reading;
import tv.usher.daemon.load.Load;
import tv.usher.daemon.load.LoadPlan;
import tv.usher.daemon.load.LoadResult;
import tv.usher.engine.net.HostPort;

@Timeout(60)
class LatencyCountsFromTheAppointmentTest {

    private static final Load.Progress NOBODY_LOOKS = (seconds, questions, errors, p99) -> {};

    private static LoadPlan plan(String usher, int viewers, int connections) {
        return new LoadPlan(
                List.of(CallerKind.MEDIAMTX.caller(Optional.empty())),
                List.of(HostPort.parse(usher.replace("http://", ""))),
                viewers,
                Duration.ofSeconds(1),
                Duration.ZERO,
                10,
                Duration.ofSeconds(6),
                Duration.ofDays(1),
                0,
                connections,
                1);
    }

    @Test
    void whoWaitsForAConnectionWaits() throws Exception {
        // Given: 20 questions at once for one connection, 20 ms each
        try (TestingMiddleware usher = TestingMiddleware.saying(200, () -> TimeUnit.MILLISECONDS.sleep(20))) {
            // When
            LoadResult result = Load.run(plan(usher.address(), 20, 1), Optional.empty(), NOBODY_LOOKS);

            // Then
            assertThat(result.errors()).isEmpty();
            assertThat(result.outcome(Reading.Meaning.PLAYS)).isEqualTo(20);
            assertThat(result.max()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20 * 20));
            assertThat(result.p50()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(10 * 20));
            assertThat(result.waits()).as("told as the load's own").isEqualTo(19);
            assertThat(result.longestWait()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(19 * 20));
        }
    }

    @Test
    void whatIsNotAnsweredIsAnErrorAndNoLatency() throws Exception {
        // When
        LoadResult result = Load.run(plan("127.0.0.1:" + LoopbackPorts.free(), 3, 64), Optional.empty(), NOBODY_LOOKS);

        // Then
        assertThat(result.errors()).containsOnly(Map.entry("connection refused", 3L));
        assertThat(result.max()).isZero();
    }

    @Test
    void aConnectionThatEndsIsReplaced() throws Exception {
        // Given: it reads a question and goes
        CountDownLatch met = new CountDownLatch(3);
        try (LoopbackServer usher = LoopbackServer.start(connection -> {
            CallerConnection.readHead(connection.getInputStream());
            met.countDown();
        })) {
            // When
            LoadResult result = Load.run(plan(usher.address(), 3, 1), Optional.empty(), NOBODY_LOOKS);

            // Then
            assertThat(met.getCount()).isZero();
            assertThat(result.errors().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(3);
        }
    }
}
