package tv.usher.engine.backend.guard;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.util.TestingTimer;

class ConfirmedAuthorityContractTest extends GuardContract<ConfirmedAuthority> {

    private final TestingClock clock = new TestingClock();
    private final BackendMetrics metrics = new BackendMetrics(new PrometheusRegistry());

    @Override
    protected ConfirmedAuthority around(Authority authority) {
        Outage outage = new Outage("portal", OnUnavailable.DENY, metrics, Events.NONE, clock);
        Canary canary = new Canary(
                TestingHttp.authority("portal", new TestingExchange(), OnUnavailable.DENY, new TestingBackend()),
                CanaryInterval.parse("off"),
                Duration.ofSeconds(2),
                outage,
                metrics,
                since -> {},
                new TestingTimer(clock),
                clock);
        BreakerSettings breaker = new BreakerSettings(true, 50, Duration.ofSeconds(5), 3, Duration.ofSeconds(5), 5);
        return new ConfirmedAuthority(authority, outage, canary, breaker, metrics, clock);
    }
}
