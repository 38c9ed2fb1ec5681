package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tv.usher.engine.util.Key;

/** Remembers what a store tells, and tells the store what a test says lives here. */
public class TestingListener implements SessionStore.Listener {

    /** The session of that key is over, unless it began later. */
    record Ended(Key key, long at, boolean newer) {}

    public record Kicked(UserId user, Duration ban, long at, BanOrder order) {}

    record Lifted(Object target, long at) {}

    private final List<StoredSession> restored = new CopyOnWriteArrayList<>();
    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final List<StoredBan> banned = new CopyOnWriteArrayList<>();
    private final List<Kicked> kicked = new CopyOnWriteArrayList<>();
    private final List<Lifted> lifted = new CopyOnWriteArrayList<>();
    private final List<UserId> roomOf = new CopyOnWriteArrayList<>();
    private final List<UserId> codesOf = new CopyOnWriteArrayList<>();
    private final List<StoredSession> living = new CopyOnWriteArrayList<>();
    private final List<StoredBan> inForce = new CopyOnWriteArrayList<>();

    /** From now on it lives here. */
    void lives(StoredSession session) {
        living.add(session);
    }

    /** From now on it is in force here. */
    public void isInForce(StoredBan ban) {
        inForce.add(ban);
    }

    @Override
    public RestoreResult restored(StoredSession session) {
        restored.add(session);
        return RestoreResult.KNOWN;
    }

    @Override
    public void expect(long sessions) {}

    @Override
    public Optional<StoredSession> ended(Key key, long at, boolean newer) {
        ended.add(new Ended(key, at, newer));
        return Optional.empty();
    }

    @Override
    public void banned(StoredBan ban) {
        banned.add(ban);
    }

    @Override
    public void lifted(StoredBan ban, long at) {
        lifted.add(new Lifted(ban.target(), at));
        inForce.removeIf(one -> one.target().equals(ban.target()));
    }

    @Override
    public void kicked(UserId user, Duration ban, long at, BanOrder order) {
        kicked.add(new Kicked(user, ban, at, order));
    }

    @Override
    public void madeRoom(UserId user) {
        roomOf.add(user);
    }

    @Override
    public void codeTaken(UserId user, long until) {
        codesOf.add(user);
    }

    @Override
    public boolean isBanned(StoredBan ban) {
        return inForce.stream().anyMatch(one -> one.target().equals(ban.target()));
    }

    @Override
    public boolean isKnown(Key key) {
        return restored(key).isPresent()
                || living.stream().anyMatch(session -> session.key().equals(key));
    }

    @Override
    public void forEach(Consumer<StoredSession> action) {
        living.forEach(action);
    }

    @Override
    public void forEachBan(Consumer<StoredBan> action) {
        inForce.forEach(action);
    }

    /** All sessions told, in order. */
    public List<StoredSession> restored() {
        return restored;
    }

    Optional<StoredSession> restored(Key key) {
        return restored.stream().filter(session -> session.key().equals(key)).findFirst();
    }

    List<Ended> ended() {
        return ended;
    }

    public List<StoredBan> banned() {
        return banned;
    }

    public List<Kicked> kicked() {
        return kicked;
    }

    List<Lifted> lifted() {
        return lifted;
    }

    boolean heardNothing() {
        return codesOf.isEmpty()
                && roomOf.isEmpty()
                && lifted.isEmpty()
                && restored.isEmpty()
                && ended.isEmpty()
                && banned.isEmpty()
                && kicked.isEmpty();
    }
}
