package tv.usher.engine.management.api;

import java.util.Optional;
import java.util.Set;
import tv.usher.engine.management.status.Status;
import tv.usher.engine.management.status.StatusReport;

/** How Usher is, at a glance. */
public final class StatusResource {

    private final StatusReport report;

    public StatusResource(StatusReport report) {
        this.report = report;
    }

    Optional<Status> show(ApiRequest request) {
        request.allowOnly(Set.of());
        return Optional.of(report.now());
    }
}
