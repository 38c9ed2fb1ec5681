package tv.usher.daemon.run;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.daemon.setup.Daemon;
import tv.usher.engine.management.api.ReloadRefused;

/**
 * Reloads when SIGHUP comes. The JDK has signals in {@code sun.misc} only, which is kept for that (JEP 260) but can't be compiled against
 * without a warning, so it is reached by reflection.
 */
public final class ReloadOnSignal {

    private final CompletableFuture<Daemon> started = new CompletableFuture<>();

    /** From now on SIGHUP doesn't end the process, which it does where nobody handles it. Until the daemon has started, it waits. */
    public void hear() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object reload = Proxy.newProxyInstance(
                    ReloadOnSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            reload(started.join()); // each signal has a thread of its own
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), reload);
        } catch (ReflectiveOperationException | RuntimeException e) {
            log().warn("SIGHUP can't be used on this JVM; use 'usher reload'", e);
        }
    }

    /** Obeys what has come, and whatever comes. */
    void startedAs(Daemon daemon) {
        started.complete(daemon);
    }

    private static void reload(Daemon daemon) {
        boolean done = false;
        try {
            daemon.reload();
            done = true;
        } catch (ReloadRefused e) {
            log().debug("told already", e);
        } catch (RuntimeException e) {
            log().error("a reload failed", e);
        }
        daemon.engine().reloads().orderedBySignal(done);
    }

    /** No constant: to start the log takes long, and until SIGHUP is heard it ends the process. */
    private static Logger log() {
        return LoggerFactory.getLogger(ReloadOnSignal.class);
    }
}
