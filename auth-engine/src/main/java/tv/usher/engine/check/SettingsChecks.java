package tv.usher.engine.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.engine.net.ParameterName;

/** Conditions on the settings of several checks. */
final class SettingsChecks {

    private SettingsChecks() {}

    static void requireOnePlace(String key, Optional<Path> file, List<?> entries) {
        if (file.isPresent() != entries.isEmpty()) {
            throw new IllegalArgumentException("needs either '" + key + "', with at least one entry, or 'file'");
        }
    }

    static void requireGrant(Duration grant) {
        if (grant.toSeconds() < 1) {
            throw new IllegalArgumentException("grant must be at least 1s");
        }
    }

    /** A middleware may read a dot in a name as an underscore. */
    static void requirePlain(String key, ParameterName parameter) {
        if (parameter.name().indexOf('.') >= 0) {
            throw new IllegalArgumentException(key + " must not have a '.' in its name");
        }
    }

    static void requireSessions(Optional<Integer> maxSessions) {
        if (maxSessions.orElse(1) < 1) {
            throw new IllegalArgumentException("max-sessions must be at least 1");
        }
    }
}
