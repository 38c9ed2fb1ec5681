package tv.usher.engine.decision;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/**
 * What all rules share to know viewers again.
 *
 * @param coalescer    across all rules, also those of an earlier configuration: the viewing's key has the rule in it
 * @param idleTimeouts by dialect; others have the settings' own
 */
public record SessionContext(
        Sessions sessions,
        Viewings viewings,
        SessionSettings settings,
        SessionMetrics metrics,
        Coalescer coalescer,
        Map<String, Duration> idleTimeouts,
        OneTimeCodes codes,
        Clock clock) {

    long now() {
        return clock.now();
    }

    /** As {@link DecisionTable#fromMemory}, and counted. */
    @Nullable Decision fromMemory(String rule, @Nullable Session known, @Nullable Refusal refusal, long now, Viewing viewing) {
        Decision decision = DecisionTable.fromMemory(rule, known, refusal, now, viewing);
        if (decision != null) {
            (decision.isKnown() ? metrics.known : metrics.denied).inc();
        }
        return decision;
    }

    Duration idleTimeoutOf(String dialect) {
        return idleTimeouts.getOrDefault(dialect, settings.idleTimeout());
    }
}
