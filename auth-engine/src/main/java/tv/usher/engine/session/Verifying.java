package tv.usher.engine.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Viewers who were let in unverified: who they are, and when each may be asked about. Thread-safe. */
final class Verifying {

    private final int perSecond;
    private final Ledger ledger;
    private final Snapshots snapshots;
    private final Map<String, Pace> byBackend = new ConcurrentHashMap<>();

    /**
     * @param perSecond questions to one backend
     */
    Verifying(int perSecond, Ledger ledger, Snapshots snapshots) {
        this.perSecond = perSecond;
        this.ledger = ledger;
        this.snapshots = snapshots;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The same admission. */
    Admission noted(Admission admission, String why) {
        if (admission.session() != null) {
            ledger.add(snapshots.of(admission.session()), why);
        }
        return admission;
    }

    void settle(Session session, Ledger.Outcome outcome) {
        ledger.settle(session.key(), outcome);
    }

    /** True if it's time to ask about the viewer, and nobody else does. */
    boolean claim(Session session, long now) {
        return session.isRefreshDue(now)
                && byBackend
                        .computeIfAbsent(session.origin().backend(), backend -> new Pace(perSecond, now))
                        .take(now)
                && session.claimRefresh(now, now + Lifetimes.RETRY_NANOS);
    }
}
