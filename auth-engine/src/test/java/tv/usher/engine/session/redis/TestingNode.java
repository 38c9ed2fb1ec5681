package tv.usher.engine.session.redis;

import static tv.usher.api.testing.Patience.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.KeyHash;

/** The sessions of one Usher, with everything below them real. */
final class TestingNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Origin ORIGIN = TestingOrigins.of("portal");
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Clock clock;
    private final RedisStore store;
    private final Sessions sessions;
    private final Viewings viewings;
    private final List<SessionEnd> ends = new CopyOnWriteArrayList<>();

    private TestingNode(SessionSettings settings, Path dataDir, Clock clock) {
        this.clock = clock;
        this.store = RedisStore.of(settings, dataDir, clock);
        this.sessions =
                TestingSessions.of(settings, clock, store, new SessionMetrics(new PrometheusRegistry()), new Ends());
        this.viewings = new Viewings(new KeyHash(store::secret), settings);
        sessions.open();
    }

    static TestingNode of(String address, Path dataDir) {
        return of(address, dataDir, OverLimit.DENY_NEWEST);
    }

    static TestingNode of(String address, Path dataDir, OverLimit overLimit) {
        SessionSettings settings = TestingSessions.sharedBy(address, overLimit);
        return new TestingNode(settings, dataDir, Clock.system());
    }

    static TestingNode of(String address, Path dataDir, Clock clock) {
        return new TestingNode(TestingSessions.sharedBy(address, OverLimit.DENY_NEWEST), dataDir, clock);
    }

    /** Waits until it shares what it knows. */
    TestingNode inStep() {
        await("in step with Redis").until(() -> store.problem().isEmpty());
        return this;
    }

    /** For what must happen some day, on however slow a machine. */
    static void eventually(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    RedisStore store() {
        return store;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Why sessions ended here. */
    List<SessionEnd> ends() {
        return ends;
    }

    private final class Ends implements SessionListener {

        @Override
        public void began(Session session) {}

        @Override
        public void restored(Session session, StoredSession stored) {}

        @Override
        public void ended(Session session, SessionEnd why, @Nullable Session newer) {
            ends.add(why);
        }
    }

    Viewing viewing(String client, String path, String token) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(client)
                .userAgent("VLC")
                .path(path)
                .query(token.isEmpty() ? "" : "token=" + token)
                .build();
        return viewings.of("nginx", "everyone", request, "", null);
    }

    /** As when the middleware allows a viewer whom nobody knows. */
    CompletableFuture<AdmissionResult> letIn(Viewing viewing, String user, int limit, SessionLimit... limits) {
        OptionalInt most = limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
        Origin origin = new Origin(ORIGIN.dialect(), ORIGIN.caller(), ORIGIN.rule(), ORIGIN.backend(), List.of(limits));
        return sessions.admit(
                viewing, origin, Grant.lasting(Duration.ofHours(1)).user(user).maxSessions(most), IDLE);
    }

    boolean knows(Viewing viewing) {
        return known(viewing) != null;
    }

    Session known(Viewing viewing) {
        return sessions.known(viewing, clock.now());
    }

    boolean refuses(Viewing viewing) {
        return sessions.refused(viewing, clock.now()) != null;
    }

    /** As when a request comes in: memory first, then the others. */
    boolean finds(Viewing viewing) {
        if (knows(viewing)) {
            return true;
        }
        sessions.askOthers(viewing).join();
        return knows(viewing);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
