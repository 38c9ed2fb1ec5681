package tv.usher.engine.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.api.Reason;

/** Viewers who were let in unverified: who they are, and when each may be asked about. Thread-safe. */
final class UnverifiedRechecks {

    private final int perSecond;
    private final UnverifiedLog unverifiedLog;
    private final Snapshots snapshots;
    private final Map<String, RateLimiter> byBackend = new ConcurrentHashMap<>();

    /**
     * @param perSecond questions to one backend
     */
    UnverifiedRechecks(int perSecond, UnverifiedLog unverifiedLog, Snapshots snapshots) {
        this.perSecond = perSecond;
        this.unverifiedLog = unverifiedLog;
        this.snapshots = snapshots;
    }

    UnverifiedLog ledger() {
        return unverifiedLog;
    }

    /** The same admission. */
    AdmissionResult noted(AdmissionResult admission, Reason reason) {
        if (admission.session() != null) {
            unverifiedLog.add(snapshots.of(admission.session()), reason);
        }
        return admission;
    }

    void settle(Session session, UnverifiedLog.Outcome outcome) {
        unverifiedLog.settle(session.key(), outcome);
    }

    /** True if it's time to ask about the viewer, and nobody else does. */
    boolean claim(Session session, long now) {
        return session.isRefreshDue(now)
                && byBackend
                        .computeIfAbsent(session.origin().backend(), backend -> new RateLimiter(perSecond, now))
                        .take(now)
                && session.claimRefresh(now, now + Lifetimes.RETRY_NANOS);
    }
}
