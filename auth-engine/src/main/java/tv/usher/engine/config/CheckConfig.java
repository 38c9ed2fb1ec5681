package tv.usher.engine.config;

import java.util.List;
import tv.usher.engine.check.CheckSettings;

/**
 * One configured backend that is a check of the engine's own.
 *
 * @param name its key in the file, as a backend's
 * @param type one of {@link #TYPES}
 */
public record CheckConfig(String name, String type, CheckSettings settings) {

    /** All types that need no plugin. */
    public static final List<String> TYPES = List.of("jwt", "signed-link", "tokens", "users");
}
