package tv.usher.engine.management;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.explain.Explaining;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.util.StallWatch;

/**
 * What operators see of a running engine, and what they can have done.
 *
 * @param stalled  the threads that stay at one task
 * @param draining true once the daemon is stopping
 * @param backends of the configuration in force, in its order
 * @param decided  how many decisions had that answer so far
 */
public record OperatedEngine(
        Supplier<List<StallWatch.Stall>> stalled,
        BooleanSupplier draining,
        Supplier<List<WatchedBackend>> backends,
        ToDoubleFunction<Answer> decided,
        Sessions sessions,
        RecentDecisions decisions,
        RecentCuts cuts,
        Reloading reloading,
        Explaining explaining,
        OneTimeCodes codes) {}
