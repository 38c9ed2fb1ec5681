package tv.usher.engine.management;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.management.api.PageContent;

/**
 * Tells whether a decision would succeed. It does from the start until a drain begins, also in an outage of a backend, since {@code
 * on-unavailable} decides then. The page lists the outages, so that an operator knows who is let in meanwhile. An outage doesn't make the
 * page fail, not even with {@code on-unavailable: error}: a balancer would send no more questions, and only a question finds that a backend
 * is back. A failed store of sessions doesn't make it fail either, since known viewers are in memory.
 */
final class ReadyPage implements ManagementPage {

    private final BooleanSupplier draining;
    private final Supplier<List<WatchedBackend>> backends;
    private final Supplier<Optional<String>> storeProblem;

    /**
     * @param backends     of the configuration in force, in its order
     * @param storeProblem why sessions aren't stored now
     */
    ReadyPage(
            BooleanSupplier draining,
            Supplier<List<WatchedBackend>> backends,
            Supplier<Optional<String>> storeProblem) {
        this.draining = draining;
        this.backends = backends;
        this.storeProblem = storeProblem;
    }

    @Override
    public PageContent render(String accept) {
        if (draining.getAsBoolean()) {
            return PageContent.text(503, "draining\n");
        }
        StringBuilder text = new StringBuilder("ready\n");
        for (WatchedBackend backend : backends.get()) {
            Optional<String> outage = backend.outage().current();
            text.append("backend ").append(backend.name()).append(": ");
            text.append(outage.map(why -> "unavailable: " + why).orElse("ok")).append('\n');
        }
        text.append("sessions: ").append(storeProblem.get().orElse("ok")).append('\n');
        return PageContent.text(200, text.toString());
    }
}
