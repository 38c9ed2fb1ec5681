package tv.usher.engine.session;

import tv.usher.engine.util.Clock;

/** Whether there would be places now; takes none. What only other Ushers know isn't looked at. */
record CapacityPreview(UserSessions userSessions, UnverifiedPlaces unverifiedPlaces, SessionTable table, Clock clock)
        implements Capacity {

    @Override
    public boolean ofUser(Session newcomer, int limit, OverLimit overLimit) {
        UserId user = new UserId(newcomer.origin().backend(), newcomer.user());
        return userSessions.wouldAdmit(user, newcomer, limit, overLimit, clock.now());
    }

    @Override
    public boolean amongUnverified(Session newcomer, Unverified unverified) {
        return unverifiedPlaces.wouldTake(newcomer, unverified.backend(), unverified.most());
    }

    @Override
    public boolean inTable(Session newcomer) {
        return table.wouldAdd(newcomer);
    }
}
