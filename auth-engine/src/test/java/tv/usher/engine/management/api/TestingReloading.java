package tv.usher.engine.management.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes one key, unless the test says why not. */
public final class TestingReloading implements Reloading {

    static final String CHANGE = "changed: backends.own.timeout: 2s -> 3s";

    private volatile ReloadRefused refusal;
    private volatile int reloads;
    private volatile LastReload last;

    void refuse(String... problems) {
        last = new LastReload(Instant.EPOCH, String.join("; ", problems));
        refusal = new ReloadRefused(List.of(problems));
    }

    int reloads() {
        return reloads;
    }

    @Override
    public Path file() {
        return Path.of("/etc/usher/usher.yaml");
    }

    @Override
    public List<String> effective() {
        return List.of("backends.own.timeout: 2s");
    }

    @Override
    public Optional<LastReload> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public List<String> changes() throws ReloadRefused {
        if (refusal != null) {
            throw refusal;
        }
        return List.of(CHANGE);
    }

    @Override
    public synchronized List<String> reload() throws ReloadRefused {
        List<String> changes = changes();
        reloads++;
        return changes;
    }
}
