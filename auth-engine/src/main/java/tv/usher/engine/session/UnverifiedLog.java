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
    private final Map<Key, UnverifiedViewer> entries = new LinkedHashMap<>();

    /** What a backend said later. */
    public enum RecheckOutcome {
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
    public record UnverifiedViewer(StoredSession session, Reason reason, RecheckOutcome outcome) {}

    UnverifiedLog(int most) {
        this.most = most;
    }

    /** Of one viewing the last time counts. */
    synchronized void add(StoredSession session, Reason reason) {
        entries.remove(session.key());
        entries.put(session.key(), new UnverifiedViewer(session, reason, RecheckOutcome.UNVERIFIED));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    synchronized void settle(Key key, RecheckOutcome outcome) {
        entries.computeIfPresent(key, (same, entry) -> new UnverifiedViewer(entry.session(), entry.reason(), outcome));
    }

    /** The newest comes first. */
    public synchronized List<UnverifiedViewer> newest() {
        List<UnverifiedViewer> newest = new ArrayList<>(entries.values());
        Collections.reverse(newest);
        return newest;
    }
}
