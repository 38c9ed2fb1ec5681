package tv.usher.engine.backend.guard;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.TestingClock;

class BudgetedAuthorityContractTest extends GuardContract<BudgetedAuthority> {

    @Override
    protected BudgetedAuthority around(Authority authority) {
        BackendMetrics metrics = new BackendMetrics(new PrometheusRegistry());
        Outage outage = new Outage("portal", OnUnavailable.DENY, metrics, Events.NONE, new TestingClock());
        return new BudgetedAuthority(authority, new UnverifiedSettings(Optional.of(17), 50, Optional.empty()), outage);
    }
}
