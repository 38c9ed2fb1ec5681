package tv.usher.engine.management;

import io.netty.channel.ChannelHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tv.usher.engine.backend.Outage;

/** What the management listener serves: {@code /healthz}, {@code /readyz}, {@code /metrics}. */
public final class Management implements Function<InetAddress, ChannelHandler> {

    private final Map<String, ManagementPage> pages = new LinkedHashMap<>();

    /**
     * @param draining true once the daemon is stopping
     * @param outages  by backend, in the order of the configuration
     */
    public Management(PrometheusRegistry registry, BooleanSupplier draining, Map<String, Outage> outages) {
        pages.put("/healthz", accept -> PageContent.text(200, "alive\n"));
        pages.put("/readyz", new ReadyPage(draining, outages));
        pages.put("/metrics", new MetricsPage(registry));
    }

    @Override
    public ChannelHandler apply(InetAddress peer) {
        return new ManagementHandler(pages);
    }
}
