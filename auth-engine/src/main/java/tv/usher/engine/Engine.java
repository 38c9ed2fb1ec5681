package tv.usher.engine;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventLog;
import tv.usher.engine.event.EventType;
import tv.usher.engine.inbound.Handover;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.ListeningSockets;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.management.Management;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.SweeperThread;
import tv.usher.engine.session.watch.WatchTime;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.HeapPressure;
import tv.usher.engine.util.StallWatch;
import tv.usher.engine.wiring.EngineModule;
import tv.usher.engine.wiring.Generation;
import tv.usher.engine.wiring.GenerationFactory;
import tv.usher.engine.wiring.Generations;
import tv.usher.engine.wiring.ReloadRecorder;

/** The whole engine of one configuration. Start it once, stop it once. */
public final class Engine {

    /** How long a stop may take beside {@code drain-timeout}. */
    public static final Duration AFTER_DRAIN = Duration.ofMillis(3_800);

    private final HttpListener callers;
    private final HttpListener operators;
    private final Management management;
    private final Generations generations;
    private final GenerationFactory factory;
    private final Sessions sessions;
    private final SweeperThread sweeper;
    private final DecisionLog log;
    private final EventLog events;
    private final WatchTime watchTime;
    private final ReloadRecorder reloads;
    private final Clock clock;
    private final StallWatch watch;
    private final Duration drainTimeout;
    private final DataFolder dataDir;
    private volatile Handover.Offer offer = Handover.Offer.none();

    @Inject
    Engine(
            @Named(HttpListener.CALLERS) HttpListener callers,
            @Named(HttpListener.OPERATORS) HttpListener operators,
            Management management,
            Generations generations,
            GenerationFactory factory,
            Sessions sessions,
            DecisionLog log,
            EventLog events,
            WatchTime watchTime,
            ReloadRecorder reloads,
            Clock clock,
            StallWatch watch,
            UsherConfig config) {
        this.callers = callers;
        this.operators = operators;
        this.management = management;
        this.generations = generations;
        this.factory = factory;
        this.sessions = sessions;
        this.sweeper = new SweeperThread(sessions, new HeapPressure());
        this.log = log;
        this.events = events;
        this.watchTime = watchTime;
        this.reloads = reloads;
        this.clock = clock;
        this.watch = watch;
        this.drainTimeout = config.inbound().drainTimeout();
        this.dataDir = new DataFolder(config.dataDir());
    }

    /**
     * Builds everything, and neither listens nor asks anybody yet.
     *
     * @param reloading what operators can have done by the API; should end in {@link #reload}
     * @throws IllegalArgumentException if something that the configuration names can't be used, such as a certificate; the message is
     *     for the operator
     */
    public static Engine of(UsherConfig config, Reloading reloading) {
        try {
            return Guice.createInjector(
                            Stage.DEVELOPMENT, new EngineModule(config, reloading), binder -> binder.bind(Engine.class))
                    .getInstance(Engine.class);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw e;
        }
    }

    /** As {@link #start(ListeningSockets)}, on what is open, or else on sockets of its own. */
    public Addresses start() throws IOException {
        return start(ListeningSockets.none());
    }

    /**
     * Opens what it will listen on; nobody is accepted before the start. So a take-over that can't be is known while the former Usher lives.
     *
     * @param inherited sockets that another process opened
     * @throws IOException if one of the two can't listen, with a message for operators; start it no more then
     */
    public void open(ListeningSockets inherited) throws IOException {
        try {
            callers.open(inherited);
            operators.open(inherited);
        } catch (IOException e) {
            callers.stop();
            operators.stop();
            throw e;
        }
    }

    /**
     * Begins to listen.
     *
     * @param inherited sockets that another process opened; for what isn't open yet
     * @return where callers ask, and where operators look
     * @throws IOException if one of the two can't listen, with a message for operators; nothing is left running then
     */
    public Addresses start(ListeningSockets inherited) throws IOException {
        sessions.open();
        watchTime.open(sessions);
        events.everySecond(watchTime::everySecond);
        events.tell(watchTime);
        tell(EventType.STARTED);
        events.start();
        sweeper.start();
        generations.start();
        watch.start();
        management.start();
        try {
            return new Addresses(callers.start(inherited), operators.start(inherited));
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    /**
     * From now on another process can take the listening sockets over, see {@link Handover}.
     *
     * @param stop ends this process; called once, when the other one has the sockets
     */
    public void offer(Runnable stop) {
        offer = Handover.offer(dataDir, callers, operators, stop);
    }

    /** Where a started engine listens. */
    public record Addresses(InetSocketAddress callers, InetSocketAddress operators) {}

    /**
     * Puts another configuration in force for every question that comes from now on. What needs a restart is ignored: the listeners,
     * {@code data-dir} and {@code sessions} stay as they are. Not for threads of the listener for callers.
     *
     * @return completes once the former configuration has answered what was asked of it, and its backends aren't needed any more
     * @throws IllegalArgumentException if something that the configuration names can't be used; the former one stays in force then. The
     *     message is for the operator.
     */
    public CompletableFuture<Void> reload(UsherConfig next) {
        Generation former = generations.replace(factory.make(next));
        callers.awaitTurn();
        return generations.retire(former);
    }

    /**
     * Takes no more questions, answers those under way, then closes everything. Returns when that is done, and at the latest {@link
     * #AFTER_DRAIN} after {@code drain-timeout}. Where a part hangs, the next ones are closed nevertheless, so that no session is lost.
     *
     * @return what hangs or failed, in a few words each for operators
     */
    public List<String> stop() {
        EngineStop stop = new EngineStop(drainTimeout.plus(AFTER_DRAIN));
        offer.withdraw();
        stop.end("the listener for callers", 2_800, callers::stop);
        management.endStreams();
        stop.end("the listener for operators", 2_300, operators::stop);
        management.close();
        List<String> left = new ArrayList<>();
        watch.stalled().forEach(stall -> left.add(stall.text()));
        watch.close();
        stop.end("the backends", 1_800, generations::close);
        stop.end("the sweep of sessions", 1_300, sweeper::close);
        stop.end("the sessions", 700, sessions::close);
        stop.end("the decision log", 400, log::close);
        tell(EventType.STOPPED);
        stop.end("the events", 0, () -> events.close(watchTime::close));
        if (stop.unfinished()
                .isEmpty()) { // else the next one waits for the end of the process: a file may still be locked
            offer.close();
        }
        left.addAll(stop.unfinished());
        return left;
    }

    /** Who reloads tells here how it went. */
    public ReloadRecorder reloads() {
        return reloads;
    }

    private void tell(EventType type) {
        long at = clock.wallNow();
        events.add(type, () -> Event.of(type, at).build());
    }

    /** How long a stop waits for answers under way. */
    public Duration drainTimeout() {
        return drainTimeout;
    }
}
