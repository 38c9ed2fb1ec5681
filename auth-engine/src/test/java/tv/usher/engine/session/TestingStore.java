package tv.usher.engine.session;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import tv.usher.engine.util.Key;

/** Keeps what it is told, as a file would: the next to open it is told all of it. */
public final class TestingStore implements SessionStore {

    private final Map<Key, StoredSession> sessions = new ConcurrentHashMap<>();
    private final List<StoredBan> bans = new CopyOnWriteArrayList<>();
    private final List<UserId> kicked = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Optional<SharedAdmission>>> held = new CopyOnWriteArrayList<>();
    private volatile boolean holds;
    private volatile CompletableFuture<Void> restored = CompletableFuture.completedFuture(null);
    private volatile Listener listener;
    private volatile Supplier<String> problem = () -> null;
    private volatile Runnable first = () -> {};

    @Override
    public void open(Listener listener) {
        this.listener = listener;
        bans.forEach(listener::banned);
        if (restored.isDone()) {
            sessions.values().forEach(listener::restored);
        }
    }

    /** Whoever opens it next is told of sessions that are looked up, and of the others by {@link #restoreAll}. */
    public void restoreLater() {
        restored = new CompletableFuture<>();
    }

    public void restoreAll() {
        sessions.values().forEach(listener::restored);
        restored.complete(null);
    }

    @Override
    public CompletableFuture<Void> restored() {
        return restored;
    }

    @Override
    public CompletableFuture<Void> restored(List<Key> keys) {
        keys.stream().map(sessions::get).filter(Objects::nonNull).forEach(listener::restored);
        return CompletableFuture.completedFuture(null);
    }

    /**
     * @param problem gives null while there is none
     */
    public TestingStore problem(Supplier<String> problem) {
        this.problem = problem;
        return this;
    }

    /** From now on nobody is told whether there is a place until {@link #letGo}. */
    public void holdAdmissions() {
        holds = true;
    }

    /** This process decides by what it knows, as without a shared store. */
    public void letGo() {
        holds = false;
        held.forEach(admission -> admission.complete(Optional.empty()));
        held.clear();
    }

    /** The next time that a session is removed, this happens just before. */
    public void beforeRemoval(Runnable first) {
        this.first = first;
    }

    /** What others do, as a shared store tells it. */
    public Listener others() {
        return listener;
    }

    /** Users whose sessions others are to end as well, in order. */
    List<UserId> kicked() {
        return kicked;
    }

    public Map<Key, StoredSession> sessions() {
        return Map.copyOf(sessions);
    }

    @Override
    public CompletableFuture<Known> find(List<Key> keys) {
        return CompletableFuture.completedFuture(Known.NOTHING);
    }

    @Override
    public CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        if (!holds) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<SharedAdmission>> admission = new CompletableFuture<>();
        held.add(admission);
        return admission;
    }

    @Override
    public void put(StoredSession session) {
        sessions.put(session.key(), session);
    }

    @Override
    public void remove(StoredSession session) {
        Runnable meanwhile = first;
        first = () -> {};
        meanwhile.run();
        sessions.remove(session.key());
    }

    @Override
    public void seen(Iterator<StoredSession> seen) {
        seen.forEachRemaining(session -> sessions.replace(session.key(), session));
    }

    @Override
    public void deny(Key key, Refusal refusal) {}

    @Override
    public void ban(StoredBan ban) {
        bans.add(ban);
    }

    @Override
    public void lift(StoredBan ban) {
        bans.removeIf(one -> one.target().equals(ban.target()));
    }

    @Override
    public void kick(UserId user, Duration ban, BanOrder order) {
        kicked.add(user);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    @Override
    public void close() {}
}
