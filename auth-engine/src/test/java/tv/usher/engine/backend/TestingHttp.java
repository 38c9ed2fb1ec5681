package tv.usher.engine.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tv.usher.api.Backend;
import tv.usher.api.Endpoint;
import tv.usher.engine.backend.guard.On5xx;
import tv.usher.engine.backend.guard.StatusFailures;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.Clock;

/** Makes {@link HttpAuthority}s as a configuration with nothing but defaults would. */
public final class TestingHttp {

    private TestingHttp() {}

    public static HttpAuthority authority(
            String name, Exchange exchange, OnUnavailable action, Backend... atAddresses) {
        return authority(name, exchange, action, On5xx.DENY, Clock.system(), why -> {}, atAddresses);
    }

    static HttpAuthority authority(
            String name, Exchange exchange, OnUnavailable action, List<Endpoint> servers, Backend backend) {
        return new HttpAuthority(
                name, List.of(backend), servers, exchange, action, response -> Optional.empty(), watch(why -> {}));
    }

    public static HttpAuthority authority(
            String name,
            Exchange exchange,
            OnUnavailable action,
            On5xx on5xx,
            Clock clock,
            Consumer<ExchangeFailure.Kind> counted,
            Backend... atAddresses) {
        return new HttpAuthority(
                name,
                List.of(atAddresses),
                List.of(),
                exchange,
                action,
                new StatusFailures(on5xx, clock),
                watch(counted));
    }

    private static HttpAuthority.Watch watch(Consumer<ExchangeFailure.Kind> counted) {
        return new HttpAuthority.Watch() {
            @Override
            public void failed(ExchangeFailure.Kind why) {
                counted.accept(why);
            }

            @Override
            public void pluginFault() {}
        };
    }
}
