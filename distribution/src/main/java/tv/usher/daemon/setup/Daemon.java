package tv.usher.daemon.setup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Installation;
import tv.usher.engine.Engine;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.management.api.LastReload;
import tv.usher.engine.management.api.ReloadRefused;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.Plugins;

/** An engine and the configuration file that it goes by. Thread-safe. */
public final class Daemon implements Reloading {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final Installation installation;
    private final Path file;
    private final Engine engine;
    private Setup inForce;
    private volatile @Nullable LastReload last;

    /**
     * @throws PluginException if a plugin can't be used
     * @throws ConfigException if the configuration is wrong, or what it names can't be used, such as a certificate
     */
    public Daemon(Installation installation, Path file) throws PluginException, ConfigException {
        this.installation = installation;
        this.file = file.toAbsolutePath().normalize();
        this.inForce = Setup.read(installation, file);
        try {
            this.engine = Engine.of(inForce.config(), this);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }

    /** Built, not started. */
    public Engine engine() {
        return engine;
    }

    public synchronized UsherConfig config() {
        return inForce.config();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<String> effective() {
        return config().effective();
    }

    @Override
    public Optional<LastReload> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public synchronized List<String> changes() throws ReloadRefused {
        Setup next = read();
        next.plugins().close();
        return Changes.between(inForce.config(), next.config());
    }

    @Override
    public synchronized List<String> reload() throws ReloadRefused {
        try {
            Setup next = read();
            List<String> changes = Changes.between(inForce.config(), next.config());
            replaceBy(next);
            log.info("reloaded {}: {}", file, Count.of(changes.size(), "change"));
            changes.forEach(change -> log.info("  {}", change));
            last = new LastReload(Instant.now(), null);
            engine.reloads().reloaded(changes);
            return changes;
        } catch (ReloadRefused e) {
            log.error("not reloaded, the configuration in force stays");
            e.problems().forEach(problem -> log.error("  {}", problem));
            last = new LastReload(Instant.now(), String.join("; ", e.problems()));
            engine.reloads().refused(e.problems());
            throw e;
        }
    }

    private Setup read() throws ReloadRefused {
        Setup next;
        try {
            next = Setup.read(installation, file);
        } catch (PluginException e) {
            throw new ReloadRefused(e.problems());
        } catch (ConfigException e) {
            throw new ReloadRefused(e.problems());
        }
        List<String> fixed = Changes.needingRestart(inForce.config(), next.config());
        if (!fixed.isEmpty()) {
            next.plugins().close();
            throw new ReloadRefused(List.of(file + ": a reload can't change " + String.join(", ", fixed)
                    + ": restart Usher, or take the change back"));
        }
        return next;
    }

    private void replaceBy(Setup next) throws ReloadRefused {
        Plugins former = inForce.plugins();
        try {
            engine.reload(next.config()).thenRun(former::close);
        } catch (IllegalArgumentException e) {
            next.plugins().close();
            throw new ReloadRefused(List.of(file + ": " + e.getMessage()));
        }
        inForce = next;
    }
}
