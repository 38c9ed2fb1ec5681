package tv.usher.engine;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.DecisionLog;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.management.Management;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Sweeping;

/** The whole engine of one configuration. Start it once, stop it once. */
public final class Engine {

    private final HttpListener callers;
    private final HttpListener operators;
    private final Management management;
    private final Backends backends;
    private final Sessions sessions;
    private final Sweeping sweeping;
    private final DecisionLog log;

    @Inject
    Engine(
            @ForCallers HttpListener callers,
            @ForOperators HttpListener operators,
            Management management,
            Backends backends,
            Sessions sessions,
            DecisionLog log) {
        this.callers = callers;
        this.operators = operators;
        this.management = management;
        this.backends = backends;
        this.sessions = sessions;
        this.sweeping = new Sweeping(sessions);
        this.log = log;
    }

    /**
     * Builds everything, and neither listens nor asks anybody yet.
     *
     * @throws IllegalArgumentException if something that the configuration names can't be used, such as a certificate; the message is
     *     for the operator
     */
    public static Engine of(UsherConfig config) {
        try {
            return Guice.createInjector(
                            Stage.DEVELOPMENT,
                            new StrictModule(),
                            new BackendModule(config),
                            new SessionModule(config),
                            new DecisionModule(config),
                            new InboundModule(config),
                            new ManagementModule(config))
                    .getInstance(Engine.class);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw e;
        }
    }

    /**
     * Begins to listen.
     *
     * @return where callers ask, and where operators look
     * @throws IOException if one of the two can't listen, with a message for operators; nothing is left running then
     */
    public Addresses start() throws IOException {
        sessions.open();
        sweeping.start();
        try {
            return new Addresses(callers.start(), operators.start());
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    /** Where a started engine listens. */
    public record Addresses(InetSocketAddress callers, InetSocketAddress operators) {}

    /** Takes no more questions, answers those under way, then closes everything. Returns when that is done. */
    public void stop() {
        callers.stop();
        operators.stop();
        management.close();
        backends.close();
        sweeping.close();
        sessions.close();
        log.close();
    }
}
