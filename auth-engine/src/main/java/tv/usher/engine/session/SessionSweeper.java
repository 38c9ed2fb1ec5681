package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.util.Clock;

/** Removes what is over, and tells the store which sessions were seen. */
public final class SessionSweeper {

    private final Clock clock;
    private final SessionStore store;
    private final SessionTable table;
    private final Lifetimes lifetimes;
    private final GrantEnds grantEnds;
    private final SessionWriter writer;
    private final AdmissionControl admission;
    private final Revocations revocations;
    private final Denials denials;
    private final LiveSessions live;
    private final Snapshots snapshots;
    private final ReportTurns reports = new ReportTurns();

    SessionSweeper(
            Clock clock,
            SessionStore store,
            SessionTable table,
            Lifetimes lifetimes,
            GrantEnds grantEnds,
            SessionWriter writer,
            AdmissionControl admission,
            Revocations revocations,
            Denials denials,
            LiveSessions live,
            Snapshots snapshots) {
        this.clock = clock;
        this.store = store;
        this.table = table;
        this.lifetimes = lifetimes;
        this.grantEnds = grantEnds;
        this.writer = writer;
        this.admission = admission;
        this.revocations = revocations;
        this.denials = denials;
        this.live = live;
        this.snapshots = snapshots;
    }

    /** Called now and then, by one thread. */
    public void sweep() {
        long now = clock.now();
        reports.next();
        List<Session> seen = new ArrayList<>();
        int[] living = new int[1];
        int[] lapsed = new int[1];
        table.forEach(session -> {
            if (grantEnds.isDue(session, now)) {
                endUnlessRenewed(session);
            } else if (lifetimes.isOver(session, now)) {
                writer.forget(session, session.isExpired(now) ? SessionEnd.GRANT_OVER : SessionEnd.IDLE);
            } else if (store.isShared() && reports.isDue(session, now)) {
                seen.add(session);
            }
            if (session.isLive(now)) {
                living[0]++;
            } else if (!session.hasEnded()) {
                lapsed[0]++;
            }
        });
        live.swept(lapsed[0]);
        if (store.restored().isDone()) { // else there seem to be fewer
            live.history().add(living[0]);
        }
        revocations.sweep(now);
        denials.sweep();
        if (store.isShared()) {
            store.seen(snapshots.of(seen));
        }
    }

    /** Another Usher may have been asked about the viewer since. While that can't be known, the session isn't over for all. */
    private void endUnlessRenewed(Session session) {
        if (!store.isShared()) {
            writer.end(session, SessionEnd.GRANT_OVER);
            return;
        }
        store.find(List.of(session.key())).thenAccept(known -> {
            known.sessions().forEach(admission::restore);
            long now = clock.now();
            if (!session.isExpired(now)) {
                return;
            }
            if (known.isAnswered()) {
                writer.end(session, SessionEnd.GRANT_OVER);
            } else if (!lifetimes.isKeepable(session, now)) {
                writer.forget(session, SessionEnd.GRANT_OVER);
            }
        });
    }
}
