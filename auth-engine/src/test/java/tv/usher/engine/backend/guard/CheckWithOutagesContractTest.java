package tv.usher.engine.backend.guard;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.TestingClock;

class CheckWithOutagesContractTest extends GuardContract<CheckWithOutages> {

    @Override
    protected CheckWithOutages around(Authority authority) {
        BackendMetrics metrics = new BackendMetrics(new PrometheusRegistry());
        Outage outage = new Outage("website", OnUnavailable.ERROR, metrics, Events.NONE, new TestingClock());
        return new CheckWithOutages(authority, outage);
    }
}
