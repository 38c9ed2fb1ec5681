package tv.usher.daemon.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.inbound.ListenProblem;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.session.StoreKind;

/** What a configuration may say, but this machine doesn't give to who runs this command. */
public final class MachineWarnings {

    private MachineWarnings() {}

    /**
     * A sentence each. Tries to listen for a moment.
     *
     * @param running whether a daemon answers at {@code management.listen} already
     * @param callers where callers ask it; if that isn't known, it is taken for {@code listen} of this configuration
     */
    public static List<String> of(UsherConfig config, boolean running, Optional<HostPort> callers) {
        List<String> warnings = new ArrayList<>();
        if (!running || callers.filter(has -> !has.overlaps(config.listen())).isPresent()) {
            listener("listen", config.listen(), warnings);
        }
        if (!running) {
            listener("management.listen", config.management().listen(), warnings);
        }
        if (config.sessions().store() == StoreKind.FILE) {
            dataFolder(config.dataDir(), warnings);
        }
        return List.copyOf(warnings);
    }

    private static void listener(String key, HostPort address, List<String> warnings) {
        ListenProblem.now(address).ifPresentOrElse(problem -> warnings.add(key + ": " + problem), () -> {
            if (ListenProblem.needsRight(address)) {
                warnings.add(key + ": you may listen on port " + address.port()
                        + ", and the service, which isn't root's, may not; choose a higher port");
            }
        });
    }

    private static void dataFolder(Path folder, List<String> warnings) {
        @Nullable Path nearest = folder;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null || !Files.isDirectory(nearest)) {
            warnings.add("data-dir: " + nearest + " is no folder, so sessions would live in memory alone");
        } else if (!Files.isWritable(nearest)) {
            warnings.add(
                    "data-dir: " + System.getProperty("user.name") + " can't write " + nearest
                            + ", so sessions of a daemon of this user would live in memory alone; the service has a folder of its own");
        }
    }
}
