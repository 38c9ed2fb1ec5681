package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.util.Clock;

/**
 * Whether there would be places for one newcomer now; takes none. It remembers which sessions would go for him, since they give their
 * other places back. What only other Ushers know isn't looked at. For one preview.
 */
final class CapacityPreview implements Capacity {

    private final UserSessions userSessions;
    private final UnverifiedPlaces unverifiedPlaces;
    private final SessionTable table;
    private final Clock clock;
    private final List<Session> leaving = new ArrayList<>(0);

    CapacityPreview(UserSessions userSessions, UnverifiedPlaces unverifiedPlaces, SessionTable table, Clock clock) {
        this.userSessions = userSessions;
        this.unverifiedPlaces = unverifiedPlaces;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public boolean ofUser(Session newcomer, int limit, OverLimit overLimit) {
        UserId user = new UserId(newcomer.origin().backend(), newcomer.user());
        UserSessions.UserAdmission admission = userSessions.preview(user, newcomer, limit, overLimit, clock.now());
        leaving.addAll(admission.gone());
        leaving.addAll(admission.ended());
        return admission.admitted();
    }

    @Override
    public boolean amongUnverified(Session newcomer, Unverified unverified) {
        Session gives = unverifiedPlaces.wouldGive(
                newcomer, unverified.backend(), unverified.most(), unverified.mostOfAddress(), leaving);
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
