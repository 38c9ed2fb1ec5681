package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.usher.api.Reason;
import tv.usher.engine.util.Key;

/** The newest viewers who were let in unverified: who, why, and what a backend said of them later. Thread-safe. */
public final class UnverifiedLog {

    private final int most;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** What a backend said later. */
    public enum Outcome {
        /** Nothing yet. */
        UNVERIFIED,
        VERIFIED,
        DENIED
    }

    /**
     * One viewer.
     *
     * @param session as it was then
     * @param reason  why the backend couldn't be asked
     */
    public record Entry(StoredSession session, Reason reason, Outcome outcome) {}

    UnverifiedLog(int most) {
        this.most = most;
    }

    /** Of one viewing the last time counts. */
    synchronized void add(StoredSession session, Reason reason) {
        entries.remove(session.key());
        entries.put(session.key(), new Entry(session, reason, Outcome.UNVERIFIED));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized void settle(Key key, Outcome outcome) {
        entries.computeIfPresent(key, (same, entry) -> new Entry(entry.session(), entry.reason(), outcome));
    }

    /** The newest comes first. */
    public synchronized List<Entry> newest() {
        List<Entry> newest = new ArrayList<>(entries.values());
        Collections.reverse(newest);
        return newest;
    }
}
