package tv.usher.engine.session;

import java.time.Duration;
import java.util.OptionalInt;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;

/** Sessions as they leave the process and come back: moments of the wall clock instead of this process' own. */
final class Snapshots {

    private final Clock clock;
    private final Lifetimes lifetimes;

    Snapshots(Clock clock, Lifetimes lifetimes) {
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    StoredSession of(Session session) {
        Clock.Look look = clock.look();
        return new StoredSession(
                session.key(),
                session.followKey(),
                session.origin(),
                session.user(),
                session.name(),
                session.place(),
                session.isVerified(),
                session.isLimited(),
                look.toWall(session.began()),
                look.toWall(session.lastSeen()),
                look.toWall(session.grantEnds()),
                look.toWall(session.validUntil()),
                session.idleTimeout() / 1_000_000);
    }

    /**
     * Counts as seen now: while nobody could be asked, nobody was idle.
     *
     * @param origin equal to the stored one
     * @param place  likewise
     */
    Session restore(StoredSession stored, Origin origin, Session.Place place) {
        Clock.Look look = clock.look();
        long most = lifetimes.longestNanos();
        long grantEnds = look.fromWall(stored.grantEnds(), most);
        Session.Times times = new Session.Times(
                look.fromWall(stored.began(), most),
                look.now(),
                grantEnds,
                look.fromWall(stored.validUntil(), most),
                stored.verified() ? Lifetimes.refreshAt(look.now(), grantEnds) : look.now(),
                stored.idleTimeout() * 1_000_000);
        Grant names = new Grant(stored.user(), stored.name(), Duration.ZERO, OptionalInt.empty(), false);
        return new Session(
                stored.key(), stored.followKey(), origin, names, place, stored.verified(), stored.limited(), times);
    }
}
