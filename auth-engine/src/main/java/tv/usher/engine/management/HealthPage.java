package tv.usher.engine.management;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.management.api.PageContent;
import tv.usher.engine.util.StallWatch.Stall;

/** Tells whether the event loops of both listeners turn. If one doesn't, some callers get no answer, and only a restart helps for sure. */
record HealthPage(Supplier<List<Stall>> stalled) implements ManagementPage {

    private static final Set<String> LISTENERS = Set.of(HttpListener.CALLERS, HttpListener.OPERATORS);

    @Override
    public PageContent render(String accept) {
        return stalled.get().stream()
                .filter(stall -> LISTENERS.contains(stall.kind()))
                .findFirst()
                .map(stall -> PageContent.text(
                        503, stall.text() + ", and whoever is connected by it waits; the log has its stack\n"))
                .orElseGet(() -> PageContent.text(200, "alive\n"));
    }
}
