package tv.usher.engine.session;

import tv.usher.engine.util.Clock;

/** Takes the places, and ends the sessions that have to go. What was taken before a place that is missing is given back. */
final class TakenCapacity implements Capacity {

    private final UserSessions userSessions;
    private final UnverifiedPlaces unverifiedPlaces;
    private final SessionTable table;
    private final SessionWriter writer;
    private final SessionMetrics metrics;
    private final UsersAtLimit atLimit;
    private final Clock clock;

    TakenCapacity(
            UserSessions userSessions,
            UnverifiedPlaces unverifiedPlaces,
            SessionTable table,
            SessionWriter writer,
            SessionMetrics metrics,
            UsersAtLimit atLimit,
            Clock clock) {
        this.userSessions = userSessions;
        this.unverifiedPlaces = unverifiedPlaces;
        this.table = table;
        this.writer = writer;
        this.metrics = metrics;
        this.atLimit = atLimit;
        this.clock = clock;
    }

    @Override
    public boolean ofUser(Session newcomer, int limit, OverLimit overLimit) {
        UserId user = new UserId(newcomer.origin().backend(), newcomer.user());
        long now = clock.now();
        UserSessions.UserAdmission admission = userSessions.admit(user, newcomer, limit, overLimit, now);
        admission.gone().forEach(gone -> writer.forget(gone, SessionEnd.IDLE));
        admission.ended().forEach(left -> writer.end(left, SessionEnd.madeRoomFor(newcomer, left, now), newcomer));
        if (!admission.admitted()) {
            metrics.overLimit.inc();
        }
        if (!admission.admitted() || !admission.ended().isEmpty()) {
            atLimit.met(user, limit, clock.now());
        }
        return admission.admitted();
    }

    @Override
    public boolean amongUnverified(Session newcomer, Unverified unverified) {
        Session gives =
                unverifiedPlaces.take(newcomer, unverified.backend(), unverified.most(), unverified.mostOfAddress());
        if (gives == null) {
            if (newcomer.isLimited()) {
                writer.end(newcomer, SessionEnd.UNHEARD); // it counts as one of its user's already
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
        userSessions.left(newcomer);
        unverifiedPlaces.left(newcomer);
        metrics.full.inc();
        return false;
    }
}
