package tv.usher.engine.management.api;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tv.usher.engine.session.ViewersHistory;

/** How many viewers there were in the last day. */
public final class ViewersHistoryResource {

    private final ViewersHistory history;

    public ViewersHistoryResource(ViewersHistory history) {
        this.history = history;
    }

    record History(long stepSeconds, String from, List<Integer> viewers) {}

    Optional<History> show(ApiRequest request) {
        request.allowOnly(Set.of());
        ViewersHistory.Day day = history.day();
        return Optional.of(new History(
                ViewersHistory.STEP.toSeconds(),
                day.from().truncatedTo(ChronoUnit.SECONDS).toString(),
                day.viewers()));
    }
}
