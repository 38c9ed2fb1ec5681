package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.List;
import tv.usher.engine.session.StoredSession;

/** The names and the expiry of a session in Redis. */
final class SessionTtl {

    /** How long the news that a session was seen may take after it is due. */
    static final Duration LATE = Duration.ofSeconds(5);

    private final SessionFields fields;
    private final Duration keepKnown;

    SessionTtl(SessionFields fields, Duration keepKnown) {
        this.fields = fields;
        this.keepKnown = keepKnown;
    }

    /** Key, user, follow key, beginning, end of its place, end of the session: what the scripts take of each. */
    List<String> of(StoredSession session) {
        long idle = session.lastSeen() + session.idleTimeout() + session.reportedEvery() + LATE.toMillis();
        long place = Math.min(idle, session.validUntil());
        long end = Math.min(idle, Math.max(session.validUntil(), session.grantEnds() + keepKnown.toMillis()));
        return List.of(
                session.key().hex(),
                user(session),
                SessionFields.followKey(session),
                fields.moment(session.began()),
                fields.moment(place),
                fields.moment(end));
    }

    /** Empty if the session has no user. */
    static String user(StoredSession session) {
        return session.user().isEmpty() ? "" : RedisNames.places(session.userId());
    }
}
