package tv.usher.engine.config;

import java.util.List;
import java.util.Optional;
import tv.usher.engine.check.CheckSettings;
import tv.usher.engine.session.LimitSettings;

/**
 * One configured backend that is a check of the engine's own.
 *
 * @param name its key in the file, as a backend's
 * @param type one of {@link #TYPES}
 */
public record CheckConfig(String name, String type, CheckSettings settings) {

    /** All types that need no plugin. */
    public static final List<String> TYPES = List.of("signed-link", "tokens", "users");

    /** How many sessions its users may have. */
    public LimitSettings limits() {
        return new LimitSettings(settings.maxSessions(), Optional.empty(), false, false);
    }
}
