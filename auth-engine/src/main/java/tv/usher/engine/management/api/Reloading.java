package tv.usher.engine.management.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts the current configuration file in force. Thread-safe; its methods read files, and may take a second. */
public interface Reloading {

    /** The configuration file, absolute. */
    Path file();

    /** The configuration in force, a line for each key, defaults included, secrets hidden. */
    List<String> effective();

    /** The last reload since the start, also one that was refused; empty if there was none. */
    Optional<LastReload> last();

    /**
     * @return what a reload would change, a line each; may be empty
     * @throws ReloadRefused if a reload would be refused
     */
    List<String> changes() throws ReloadRefused;

    /**
     * Reloads everything, or nothing.
     *
     * @return what has changed, a line each; may be empty
     * @throws ReloadRefused if nothing was changed
     */
    List<String> reload() throws ReloadRefused;
}
