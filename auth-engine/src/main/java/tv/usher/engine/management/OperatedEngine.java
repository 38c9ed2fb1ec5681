package tv.usher.engine.management;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.explain.Explaining;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.Sessions;

/**
 * What operators see of a running engine, and what they can have done.
 *
 * @param draining true once the daemon is stopping
 * @param outages  by backend, in the order of the configuration in force
 */
public record OperatedEngine(
        BooleanSupplier draining,
        Supplier<Map<String, Outage>> outages,
        Sessions sessions,
        RecentDecisions decisions,
        Reloading reloading,
        Explaining explaining) {}
