package tv.usher.engine.management;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import tv.usher.engine.management.api.PageContent;

/** All metrics, those of the JVM and its process included, as Prometheus text or OpenMetrics. */
final class MetricsPage implements ManagementPage {

    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final AtomicBoolean jvm = new AtomicBoolean();

    MetricsPage(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public PageContent render(String accept) {
        if (jvm.compareAndSet(false, true)) { // not at the start, which it would make longer
            JvmMetrics.builder().register(registry);
        }
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail", e);
        }
        return new PageContent(200, writer.getContentType(), body.toByteArray());
    }
}
