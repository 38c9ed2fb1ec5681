package tv.usher.engine.session.file;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/**
 * Changes that aren't written yet: the last state of each session, and bans. Bounded; thread-safe, never blocks. If too many wait, some
 * are lost, and all live sessions must be written to the file again.
 */
final class PendingChanges {

    /** The file has a batch in memory until it is written. A large one writes fewer pages for each session. */
    static final int BATCH = 4_000;

    private final Map<Key, Optional<StoredSession>> sessions = new ConcurrentHashMap<>();
    private final PendingBans bans;
    private final int most;
    private volatile boolean lost;

    /**
     * @param most sessions, and as many bans too
     */
    PendingChanges(int most) {
        this.most = most;
        this.bans = new PendingBans(most);
    }

    /**
     * A batch to be written.
     *
     * @param sessions their new states, empty for a session that is over
     * @param lifted   bans that are over, before the others are made
     */
    record Batch(Map<Key, Optional<StoredSession>> sessions, List<StoredBan> lifted, List<StoredBan> bans) {

        boolean isEmpty() {
            return sessions.isEmpty() && lifted.isEmpty() && bans.isEmpty();
        }

        /** True if there was no room in it for all that waited. */
        boolean isFull() {
            return sessions.size() >= BATCH || lifted.size() >= BATCH || bans.size() >= BATCH;
        }
    }

    /**
     * @param state empty if the session is over
     */
    void session(Key key, Optional<StoredSession> state) {
        if (sessions.size() >= most && !sessions.containsKey(key)) {
            lost = true;
        } else {
            sessions.put(key, state);
        }
    }

    void ban(StoredBan ban) {
        if (!bans.made(ban)) {
            lost = true;
        }
    }

    void lift(StoredBan ban) {
        if (!bans.lifted(ban)) {
            lost = true;
        }
    }

    /** As the session was a moment ago: a change that waits is newer. */
    void tell(StoredSession session) {
        sessions.putIfAbsent(session.key(), Optional.of(session));
    }

    /** True if changes were lost since {@link #forgetLoss}. */
    boolean lostSome() {
        return lost;
    }

    void forgetLoss() {
        lost = false;
    }

    /** True if there is enough for a batch, or no room for one ban more. */
    boolean isFull() {
        return sessions.size() >= BATCH || bans.isFull(BATCH);
    }

    boolean hasSession(Key key) {
        return sessions.containsKey(key);
    }

    /** Takes some changes out of the queue; none if it is empty. For one thread. */
    Batch take() {
        Map<Key, Optional<StoredSession>> takenSessions = new HashMap<>();
        Iterator<Key> keys = sessions.keySet().iterator();
        while (keys.hasNext() && takenSessions.size() < BATCH) {
            Key key = keys.next();
            takenSessions.put(key, sessions.remove(key));
        }
        return new Batch(takenSessions, bans.takeLifted(BATCH), bans.takeMade(BATCH));
    }

    /** These changes couldn't be written. They are queued again, unless a newer change of the same session is queued. */
    void giveBack(Batch changes) {
        changes.sessions().forEach(sessions::putIfAbsent);
        bans.giveBack(changes.lifted(), changes.bans());
    }
}
