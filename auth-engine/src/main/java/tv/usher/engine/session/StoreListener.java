package tv.usher.engine.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Applies to this process what a store remembers and what other Ushers do. */
final class StoreListener implements SessionStore.Listener {

    private final LiveSessions live;
    private final AdmissionControl admission;
    private final SessionTable table;
    private final Revocations revocations;
    private final UserSessions users;
    private final UsedCodes usedCodes;
    private final Snapshots snapshots;
    private final Clock clock;

    StoreListener(
            LiveSessions live,
            AdmissionControl admission,
            SessionTable table,
            Revocations revocations,
            UserSessions users,
            UsedCodes usedCodes,
            Snapshots snapshots,
            Clock clock) {
        this.live = live;
        this.admission = admission;
        this.table = table;
        this.revocations = revocations;
        this.users = users;
        this.usedCodes = usedCodes;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Override
    public RestoreResult restored(StoredSession session) {
        return admission.restore(session);
    }

    @Override
    public void expect(long sessions) {
        table.expect(sessions);
    }

    @Override
    public Optional<StoredSession> ended(Key key, long at, boolean newer) {
        Session session = table.get(key);
        if (session == null || !session.key().equals(key) || !beganBy(session, at)) {
            return Optional.empty();
        }
        if (newer) {
            table.counted().replaced().add(session, null);
        }
        table.end(session, newer ? SessionEnd.OVER_LIMIT : SessionEnd.ELSEWHERE);
        return Optional.of(snapshots.of(session));
    }

    @Override
    public void banned(StoredBan ban) {
        revocations.take(ban);
    }

    @Override
    public void lifted(StoredBan ban, long at) {
        revocations.lifted(ban, at);
    }

    @Override
    public void kicked(UserId user, Duration ban, long at, BanOrder order) {
        for (Session session : revocations.sessionsOf(user)) {
            if (beganBy(session, at)) {
                revocations.end(session, ban, order);
            }
        }
    }

    @Override
    public void madeRoom(UserId user) {
        users.forgetRefusals(user);
    }

    @Override
    public void codeTaken(UserId user, long until) {
        usedCodes.takenElsewhere(user, until);
    }

    @Override
    public boolean isKnown(Key key) {
        Session session = table.get(key);
        return session != null && session.key().equals(key) && !session.hasEnded();
    }

    @Override
    public boolean isBanned(StoredBan ban) {
        return revocations.isInForce(ban);
    }

    @Override
    public void forEach(Consumer<StoredSession> action) {
        live.forEach(session -> action.accept(snapshots.of(session)));
    }

    @Override
    public void forEachBan(Consumer<StoredBan> action) {
        revocations.forEachBan(action);
    }

    private boolean beganBy(Session session, long at) {
        return clock.toWall(session.began()) <= at;
    }
}
