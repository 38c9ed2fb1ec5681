package tv.usher.engine.management.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.backend.guard.BackendActivity;
import tv.usher.engine.backend.guard.Canary;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.WatchedBackend;

/**
 * A backend as the API shows it.
 *
 * @param state       up or unavailable
 * @param reason      the code of why it is unavailable; null while it is up
 * @param since       when the outage began
 * @param lastFailure of a viewer's question; null if there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackendStatus(
        String name,
        String type,
        String state,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String since,
        String onUnavailable,
        CanaryStatus canary,
        double questionsPerSecond,
        @Nullable Latency latencyMillis,
        @Nullable Failure lastFailure) {

    /**
     * @param state good, failed, pending or off
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CanaryStatus(
            String state,
            @Nullable String lastAskedAt,
            @Nullable String lastGoodAt) {

        private static final CanaryStatus NONE = new CanaryStatus("off", null, null);

        static CanaryStatus of(Canary canary) {
            return new CanaryStatus(
                    canary.state().name().toLowerCase(Locale.ROOT),
                    moment(canary.lastAskedAt()),
                    moment(canary.lastGoodAt()));
        }
    }

    /** Of the last few hundred answers. */
    public record Latency(double p50, double p99) {}

    public record Failure(String at, String reason, String message) {}

    static BackendStatus of(WatchedBackend backend, double questionsPerSecond) {
        Optional<Outage.Current> outage = backend.outage().now();
        Canary canary = backend.canary();
        return new BackendStatus(
                backend.name(),
                backend.type(),
                outage.isPresent() ? "unavailable" : "up",
                outage.map(out -> out.reason().code()).orElse(null),
                outage.map(out -> out.reason().text()).orElse(null),
                moment(outage.map(Outage.Current::since)),
                backend.onUnavailable().word(),
                canary == null ? CanaryStatus.NONE : CanaryStatus.of(canary),
                questionsPerSecond,
                latency(backend.activity()),
                backend.activity().lastFailure().map(BackendStatus::failure).orElse(null));
    }

    private static @Nullable Latency latency(BackendActivity activity) {
        Optional<Duration> half = activity.latency(.5);
        Optional<Duration> most = activity.latency(.99);
        return half.isEmpty() || most.isEmpty() ? null : new Latency(millis(half.get()), millis(most.get()));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e5) / 10.0;
    }

    private static Failure failure(BackendActivity.Failure failure) {
        return new Failure(
                Instant.ofEpochMilli(failure.at()).toString(),
                failure.reason().code(),
                failure.reason().text());
    }

    private static @Nullable String moment(Optional<Long> millis) {
        return millis.map(at -> Instant.ofEpochMilli(at).toString()).orElse(null);
    }
}
