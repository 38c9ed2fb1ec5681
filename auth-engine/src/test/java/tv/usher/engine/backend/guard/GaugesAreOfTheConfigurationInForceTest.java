package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tv.usher.api.Reason;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.ConnectionCounts;
import tv.usher.engine.util.TestingClock;

/** A configuration that is only being made, or that another has replaced, doesn't say how backends are. */
class GaugesAreOfTheConfigurationInForceTest {

    private static final Labels PORTAL = Labels.of("backend", "portal");
    private static final Labels PORTAL_OPEN = PORTAL.add("state", "open");
    private static final Labels PORTAL_FIRST = PORTAL.add("address", "1");

    private static final Reason TIMEOUT = new Reason("no-answer-in-time", "timeout");

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics first = new BackendMetrics(registry).forAnother();
    private final BackendMetrics second = first.forAnother();

    @Test
    void oneThatIsOnlyMadeChangesNothing() {
        // Given
        first.show();
        Outage outage = outage("portal", first);
        outage.begin(TIMEOUT, clock.now());
        open(breaker(first));
        first.address("portal", 0, false);

        // When
        outage("portal", second);
        breaker(second);
        second.address("portal", 0, true);

        // Then
        assertThat(gauge("usher_backend_up")).containsExactly(Map.entry(PORTAL, 0.0));
        assertThat(gauge("usher_backend_breaker")).containsEntry(PORTAL_OPEN, 1.0);
        assertThat(gauge("usher_backend_address_up")).containsExactly(Map.entry(PORTAL_FIRST, 0.0));
    }

    @Test
    void oneThatWasReplacedChangesNothing() {
        // Given
        first.show();
        Outage before = outage("portal", first);
        outage("portal", second);

        // When
        second.show();
        before.begin(TIMEOUT, clock.now());

        // Then
        assertThat(gauge("usher_backend_up")).containsExactly(Map.entry(PORTAL, 1.0));
    }

    @Test
    void backendsThatItHasNoMoreAreGone() {
        // Given
        first.show();
        outage("portal", first);
        outage("former", first);
        outage("portal", second);
        assertThat(gauge("usher_backend_up")).containsOnlyKeys(PORTAL, Labels.of("backend", "former"));

        // When
        second.show();

        // Then
        assertThat(gauge("usher_backend_up")).containsOnlyKeys(PORTAL);
    }

    @Test
    void connectionsAreCountedWhenTheyAreReadAndOfThatConfigurationAlone() {
        // Given
        first.connections("former", () -> new ConnectionCounts(1, 1, 1));
        second.connections("portal", () -> new ConnectionCounts(3, 2, 1));

        // When
        second.show();

        // Then
        assertThat(gauge("usher_backend_connections"))
                .containsOnly(
                        Map.entry(Labels.of("backend", "portal", "state", "busy"), 3.0),
                        Map.entry(Labels.of("backend", "portal", "state", "idle"), 2.0),
                        Map.entry(Labels.of("backend", "portal", "state", "waiting"), 1.0));
    }

    private Outage outage(String backend, BackendMetrics metrics) {
        return new Outage(backend, OnUnavailable.DENY, metrics, Events.NONE, clock);
    }

    private AddressBreaker breaker(BackendMetrics metrics) {
        Duration time = Duration.ofSeconds(5);
        return new AddressBreaker("portal", new BreakerSettings(true, 50, time, 2, time, 1), metrics, clock);
    }

    private static void open(AddressBreaker breaker) {
        breaker.failed(1);
        breaker.failed(2);
    }

    private Map<Labels, Double> gauge(String name) {
        GaugeSnapshot gauge = (GaugeSnapshot) registry.scrape(name::equals).get(0);
        return gauge.getDataPoints().stream()
                .collect(Collectors.toMap(
                        GaugeSnapshot.GaugeDataPointSnapshot::getLabels,
                        GaugeSnapshot.GaugeDataPointSnapshot::getValue));
    }
}
