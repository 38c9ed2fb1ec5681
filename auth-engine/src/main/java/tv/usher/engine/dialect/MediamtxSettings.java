package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tv.usher.api.Default;

/**
 * Settings of the dialect of MediaMTX.
 *
 * @param idleTimeout  when its sessions count as over, since it doesn't tell
 * @param allowActions actions that everybody who reaches MediaMTX may do without a decision; never publish, read or playback
 */
public record MediamtxSettings(@Default("4h") Duration idleTimeout, List<OwnAction> allowActions) {

    /** The actions that aren't about a stream. */
    public enum OwnAction {
        API,
        METRICS,
        PPROF;

        /** The name that MediaMTX sends. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MediamtxSettings {
        allowActions = List.copyOf(allowActions);
    }
}
