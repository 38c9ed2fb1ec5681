package tv.usher.engine.management;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.management.api.PageContent;

/**
 * Tells whether a decision would succeed. It does from the start until a drain begins, also in an outage of a backend, since {@code
 * on-unavailable} decides then. The page lists the outages, so that an operator knows who is let in meanwhile. An outage doesn't make the
 * page fail, not even with {@code on-unavailable: error}: a balancer would send no more questions, and only a question finds that a backend
 * is back. A failed store of sessions doesn't make it fail either, since known viewers are in memory.
 */
final class ReadyPage implements ManagementPage {

    private final BooleanSupplier draining;
    private final Supplier<Map<String, Outage>> outages;
    private final Supplier<Optional<String>> storeProblem;

    /**
     * @param outages      by backend, in the order of the configuration
     * @param storeProblem why sessions aren't stored now
     */
    ReadyPage(
            BooleanSupplier draining, Supplier<Map<String, Outage>> outages, Supplier<Optional<String>> storeProblem) {
        this.draining = draining;
        this.outages = outages;
        this.storeProblem = storeProblem;
    }

    @Override
    public PageContent render(String accept) {
        if (draining.getAsBoolean()) {
            return PageContent.text(503, "draining\n");
        }
        StringBuilder text = new StringBuilder("ready\n");
        outages.get().forEach((backend, outage) -> {
            Optional<String> current = outage.current();
            text.append("backend ").append(backend).append(": ");
            text.append(current.map(why -> "unavailable: " + why).orElse("ok")).append('\n');
        });
        text.append("sessions: ").append(storeProblem.get().orElse("ok")).append('\n');
        return PageContent.text(200, text.toString());
    }
}
