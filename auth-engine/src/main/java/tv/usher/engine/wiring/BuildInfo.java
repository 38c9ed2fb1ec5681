package tv.usher.engine.wiring;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import tv.usher.engine.session.StoreKind;

/** What doesn't change while Usher runs, as metrics that others can be joined with. */
final class BuildInfo {

    private BuildInfo() {}

    static void register(PrometheusRegistry registry, StoreKind store) {
        String version = BuildInfo.class.getPackage().getImplementationVersion();
        Info.builder()
                .name("usher_build_info")
                .help("Which Usher this is, and on which Java it runs")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(
                        version == null ? "unknown" : version, Runtime.version().toString());
        Info.builder()
                .name("usher_store_info")
                .help("Where sessions are stored (sessions.store)")
                .labelNames("kind")
                .register(registry)
                .setLabelValues(store.name().toLowerCase(Locale.ROOT));
    }
}
