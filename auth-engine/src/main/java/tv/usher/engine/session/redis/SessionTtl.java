package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.List;
import tv.usher.engine.session.StoredSession;

/** The names and the expiry of a session in Redis. */
final class SessionTtl {

    /** How long the news that a session was seen may take after it is due. */
    static final Duration LATE = Duration.ofSeconds(5);

    private final Shard shard;
    private final Duration keepKnown;

    SessionTtl(Shard shard, Duration keepKnown) {
        this.shard = shard;
        this.keepKnown = keepKnown;
    }

    /** Key, user, follow key, beginning, end of its place, end of the session: what the scripts take of each. */
    List<String> of(StoredSession session) {
        long idle = session.lastSeen() + session.idleTimeout() + session.reportedEvery() + LATE.toMillis();
        long place = Math.min(idle, session.validUntil());
        long end = Math.min(idle, Math.max(session.validUntil(), session.grantEnds() + keepKnown.toMillis()));
        return List.of(
                session.key().hex(),
                shard.user(session),
                shard.follow(session),
                shard.fields().moment(session.began()),
                shard.fields().moment(place),
                shard.fields().moment(end));
    }
}
