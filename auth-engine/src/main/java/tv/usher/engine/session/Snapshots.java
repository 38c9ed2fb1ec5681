package tv.usher.engine.session;

import java.util.Iterator;
import java.util.List;
import tv.usher.engine.util.Clock;

/** Sessions as they leave the process: with moments of the wall clock instead of this process' own. */
public final class Snapshots {

    private final Clock clock;

    public Snapshots(Clock clock) {
        this.clock = clock;
    }

    /** Those that haven't ended, each as it is when it is taken: there may be very many. */
    Iterator<StoredSession> of(List<Session> sessions) {
        return sessions.stream()
                .filter(session -> !session.hasEnded())
                .map(this::of)
                .iterator();
    }

    public StoredSession of(Session session) {
        Clock.Look look = clock.look();
        return new StoredSession(
                session.key(),
                session.followKey(),
                session.origin(),
                session.user(),
                session.name(),
                session.playback(),
                session.isVerified(),
                session.isLimited(),
                look.toWall(session.began()),
                look.toWall(session.lastSeen()),
                look.toWall(session.grantEnds()),
                look.toWall(session.validUntil()),
                session.idleTimeout() / 1_000_000,
                look.toWall(session.ownSeen()),
                session.isAskedOnce(),
                session.isNamed(),
                session.tokens(),
                session.connections());
    }
}
