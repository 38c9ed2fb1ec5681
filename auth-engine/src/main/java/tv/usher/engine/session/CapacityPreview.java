package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Clock;

/**
 * Whether there would be places for one newcomer now; takes none. It remembers which sessions would go for him, since they give their
 * other places back. What only other Ushers know isn't looked at. For one preview.
 */
final class CapacityPreview implements Capacity {

    private final SessionTable table;
    private final Clock clock;
    private final List<Session> leaving = new ArrayList<>(0);

    CapacityPreview(SessionTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public @Nullable InTheWay ofLimits(Session newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        CountedSessions.Admission admission = table.counted().preview(newcomer, limits, overLimit, clock.now());
        leaving.addAll(admission.gone());
        leaving.addAll(admission.ended());
        return admission.inTheWay();
    }

    @Override
    public boolean amongUnverified(Session newcomer, Unverified unverified) {
        Session gives = table.places()
                .wouldGive(newcomer, unverified.backend(), unverified.most(), unverified.mostOfAddress(), leaving);
        if (gives != null && !gives.key().equals(newcomer.key())) {
            leaving.add(gives);
        }
        return gives != null;
    }

    @Override
    public boolean inTable(Session newcomer) {
        return table.wouldAdd(newcomer, leaving);
    }
}
