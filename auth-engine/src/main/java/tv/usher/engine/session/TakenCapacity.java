package tv.usher.engine.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Clock;

/** Takes the places, and ends the sessions that have to go. What was taken before a place that is missing is given back. */
final class TakenCapacity implements Capacity {

    private final SessionTable table;
    private final SessionWriter writer;
    private final SessionMetrics metrics;
    private final LimitsMet limitsMet;
    private final Clock clock;

    TakenCapacity(SessionTable table, SessionWriter writer, SessionMetrics metrics, LimitsMet limitsMet, Clock clock) {
        this.table = table;
        this.writer = writer;
        this.metrics = metrics;
        this.limitsMet = limitsMet;
        this.clock = clock;
    }

    @Override
    public @Nullable InTheWay ofLimits(Session newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        long now = clock.now();
        CountedSessions.Admission admission = table.counted().admit(newcomer, limits, overLimit, now);
        admission.gone().forEach(gone -> writer.forget(gone, SessionEnd.IDLE));
        admission.ended().forEach(left -> writer.end(left, SessionEnd.madeRoomFor(newcomer, left, now), newcomer));
        admission.met().forEach(limit -> limitsMet.met(limit, now));
        if (!admission.admitted()) {
            metrics.overLimit.inc();
        }
        return admission.inTheWay();
    }

    @Override
    public boolean amongUnverified(Session newcomer, Unverified unverified) {
        Session gives =
                table.places().take(newcomer, unverified.backend(), unverified.most(), unverified.mostOfAddress());
        if (gives == null) {
            if (newcomer.isCounted()) {
                writer.end(newcomer, SessionEnd.UNHEARD); // it has its places of limits already
            }
            return false;
        }
        if (!gives.key().equals(newcomer.key())) {
            writer.end(gives, SessionEnd.madeRoomFor(newcomer, gives, clock.now()), newcomer);
        }
        return true;
    }

    @Override
    public boolean inTable(Session newcomer) {
        if (table.add(newcomer)) {
            return true;
        }
        table.counted().left(newcomer);
        table.places().left(newcomer);
        metrics.full.inc();
        return false;
    }
}
