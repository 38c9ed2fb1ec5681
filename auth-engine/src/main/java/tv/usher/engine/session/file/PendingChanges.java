package tv.usher.engine.session.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/** Changes that aren't written yet: the last state of each session, and bans. Bounded; thread-safe, never blocks. */
final class PendingChanges {

    private final Map<Key, Optional<StoredSession>> sessions = new ConcurrentHashMap<>();
    private final Map<Object, StoredBan> bans = new ConcurrentHashMap<>();
    private final int most;

    /**
     * @param most sessions, and as many bans too
     */
    PendingChanges(int most) {
        this.most = most;
    }

    /**
     * A batch to be written.
     *
     * @param sessions their new states, empty for a session that is over
     */
    record Batch(Map<Key, Optional<StoredSession>> sessions, List<StoredBan> bans) {

        boolean isEmpty() {
            return sessions.isEmpty() && bans.isEmpty();
        }
    }

    /**
     * @param state empty if the session is over
     * @return false if too much waits already; the change is lost then
     */
    boolean session(Key key, Optional<StoredSession> state) {
        if (sessions.size() >= most && !sessions.containsKey(key)) {
            return false;
        }
        sessions.put(key, state);
        return true;
    }

    /**
     * @return false if too much waits already; the change is lost then
     */
    boolean ban(StoredBan ban) {
        if (bans.size() >= most && !bans.containsKey(ban.target())) {
            return false;
        }
        bans.merge(ban.target(), ban, (former, latter) -> latter.until() > former.until() ? latter : former);
        return true;
    }

    boolean hasSession(Key key) {
        return sessions.containsKey(key);
    }

    /** Takes all changes out of the queue. */
    Batch take() {
        Map<Key, Optional<StoredSession>> takenSessions = new HashMap<>();
        sessions.keySet().forEach(key -> takenSessions.put(key, sessions.remove(key)));
        List<StoredBan> takenBans = new ArrayList<>();
        bans.keySet().forEach(target -> takenBans.add(bans.remove(target)));
        return new Batch(takenSessions, takenBans);
    }

    /** These changes couldn't be written. They are queued again, unless a newer change of the same session is queued. */
    void giveBack(Batch changes) {
        changes.sessions().forEach(sessions::putIfAbsent);
        changes.bans().forEach(this::ban);
    }
}
