package tv.usher.engine.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.api.Reason;
import tv.usher.engine.util.RateLimiter;

/** Viewers who were let in unverified, and when a backend may be asked about each. Thread-safe. */
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

    UnverifiedLog unverifiedLog() {
        return unverifiedLog;
    }

    /** The same admission. */
    AdmissionResult noted(AdmissionResult admission, Reason reason) {
        if (admission.session() != null) {
            unverifiedLog.add(snapshots.of(admission.session()), reason);
        }
        return admission;
    }

    void settle(Session session, UnverifiedLog.RecheckOutcome outcome) {
        unverifiedLog.settle(session.key(), outcome);
    }

    /** True for one caller when it is time to ask about the viewer. */
    boolean claim(Session session, long now) {
        return session.isRefreshDue(now)
                && byBackend
                        .computeIfAbsent(session.origin().backend(), backend -> new RateLimiter(perSecond, now))
                        .take(now)
                && session.claimRefresh(now, now + Lifetimes.RETRY_NANOS);
    }
}
