package tv.usher.engine.session.file;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoreKind;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.KeyHash;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.wiring.Stores;

/** What one process knows of viewers, with a store behind it. */
public final class TestingUsher implements AutoCloseable {

    public static final String TOKEN = "0123456789abcdef0123456789abcdef";
    public static final Origin ORIGIN = TestingOrigins.of("ministra");

    private final TestingClock clock;
    private final Stores stores;
    private final Sessions sessions;
    private final Viewings viewings;

    private TestingUsher(TestingClock clock, SessionSettings settings, Stores stores) {
        this.clock = clock;
        this.stores = stores;
        this.sessions = TestingSessions.of(
                settings, clock.clock(), stores.store(), new SessionMetrics(new PrometheusRegistry()));
        this.viewings = new Viewings(stores.keyHash(), settings);
    }

    /** As the configuration has it, with a file in that folder. */
    public static TestingUsher startedOn(Path folder, TestingClock clock) {
        SessionSettings settings = TestingSessions.settings(StoreKind.FILE);
        return started(clock, settings, Stores.of(settings, folder, clock.clock()));
    }

    static TestingUsher startedOn(Path folder, SessionFile.Opener opener, TestingClock clock) {
        return startedOn(folder, opener, clock, 1_000);
    }

    /**
     * @param most sessions, and changes that wait to be written
     */
    static TestingUsher startedOn(Path folder, SessionFile.Opener opener, TestingClock clock, int most) {
        return started(clock, settings(most), stores(folder, opener, clock, most));
    }

    private static SessionSettings settings(int most) {
        return new TestingSettings().maxSessions(most).build();
    }

    private static Stores stores(Path folder, SessionFile.Opener opener, TestingClock clock, int most) {
        InstallationSecret secret = new InstallationSecret(new DataFolder(folder));
        SessionStore store =
                new FileStore(opener, secret, clock.clock(), settings(most).keepKnown(), most);
        return new Stores(store, new KeyHash(secret::bytes));
    }

    /** As above, but sessions may still be restored. */
    static TestingUsher restoringFrom(Path folder, SessionFile.Opener opener, TestingClock clock, int most) {
        return opened(clock, settings(most), stores(folder, opener, clock, most));
    }

    private static TestingUsher started(TestingClock clock, SessionSettings settings, Stores stores) {
        TestingUsher usher = opened(clock, settings, stores);
        usher.sessions.restored().join();
        return usher;
    }

    private static TestingUsher opened(TestingClock clock, SessionSettings settings, Stores stores) {
        TestingUsher usher = new TestingUsher(clock, settings, stores);
        usher.sessions.open();
        return usher;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Optional<String> problem() {
        return stores.store().problem();
    }

    public Viewing viewing(String path, String query) {
        return viewing("203.0.113.7", path, query);
    }

    Viewing viewing(String address, String path, String query) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(address)
                .userAgent("VLC")
                .path(path)
                .query(query)
                .build();
        return viewings.of("nginx", "everyone", request, "", null);
    }

    /** Lets a viewer in who asks with that token. */
    public AdmissionResult grant(String path, String token, Duration lifetime) {
        return grant(path, token, lifetime, OptionalInt.empty());
    }

    public AdmissionResult grant(String path, String token, Duration lifetime, OptionalInt maxSessions) {
        Grant grant = Grant.lasting(lifetime).user("42").sessionName("anna").maxSessions(maxSessions);
        return sessions.admit(viewing(path, "token=" + token), ORIGIN, grant, Duration.ofSeconds(60))
                .join();
    }

    /** Sessions that live. */
    public int sessionCount() {
        AtomicInteger count = new AtomicInteger();
        sessions.live().forEach(session -> count.incrementAndGet());
        return count.get();
    }

    /** Null for a stranger. */
    public Session known(String path, String query) {
        return sessions.known(viewing(path, query), clock.clock().now());
    }

    /** The end of a process that had time to write what it knew. */
    @Override
    public void close() {
        sessions.close();
    }

    /** Each file below the folder; empty while there is none. */
    public static Map<Path, byte[]> files(Path folder) {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** What a process leaves behind that is killed now. */
    public static Path copyOf(Path folder, Path copy) throws IOException {
        Files.createDirectories(copy);
        for (Map.Entry<Path, byte[]> file : files(folder).entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        return copy;
    }
}
