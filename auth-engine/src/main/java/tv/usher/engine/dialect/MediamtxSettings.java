package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tv.usher.api.Default;

/**
 * What MediaMTX has of its own.
 *
 * @param idleTimeout  when its sessions are taken as over, since it doesn't tell
 * @param allowActions what everybody who reaches MediaMTX may do without being asked for a ticket; never publish, read or playback
 */
public record MediamtxSettings(@Default("4h") Duration idleTimeout, List<OwnAction> allowActions) {

    /** What isn't about a stream. */
    public enum OwnAction {
        API,
        METRICS,
        PPROF;

        /** As MediaMTX writes it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MediamtxSettings {
        allowActions = List.copyOf(allowActions);
    }
}
