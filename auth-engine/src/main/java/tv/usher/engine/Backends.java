package tv.usher.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.BackendMetrics;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.MeasuredAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.Outage;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.exchange.Exchange;

/** All configured backends, ready to be asked, in the order of the configuration. */
final class Backends implements AutoCloseable {

    private final Map<String, Authority> authorities = new LinkedHashMap<>();
    private final Map<String, Outage> outages = new LinkedHashMap<>();
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();

    Backends(UsherConfig config, Exchanges exchanges, BackendMetrics metrics, LongSupplier nanoTime) {
        for (BackendConfig backend : config.backends()) {
            add(backend, exchanges, metrics, nanoTime);
        }
    }

    private void add(BackendConfig config, Exchanges factory, BackendMetrics metrics, LongSupplier nanoTime) {
        String name = config.name();
        OnUnavailable action = config.settings().onUnavailable().orElseThrow();
        Exchange exchange = factory.open(name, config.exchange());
        Outage outage = new Outage(name, action, metrics, nanoTime);
        Authority asked =
                new HttpAuthority(name, config.backend(), exchange, action, config.settings().on5xx());
        exchanges.put(name, exchange);
        outages.put(name, outage);
        authorities.put(name, new MeasuredAuthority(asked, outage, metrics, nanoTime));
    }

    Map<String, Authority> authorities() {
        return authorities;
    }

    Map<String, Outage> outages() {
        return outages;
    }

    @Override
    public void close() {
        exchanges.values().forEach(Exchange::close);
    }
}
