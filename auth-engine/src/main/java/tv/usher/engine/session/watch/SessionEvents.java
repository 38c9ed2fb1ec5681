package tv.usher.engine.session.watch;

import org.jspecify.annotations.Nullable;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.StoredSession;

/** Sessions as events. */
final class SessionEvents {

    private SessionEvents() {}

    static Event begun(StoredSession session) {
        return about(EventType.SESSION_BEGUN, session, session.began()).build();
    }

    /**
     * @param session with the moment at which the viewer was really seen last
     * @param at      milliseconds of the wall clock since 1970
     * @param newer   that took its place, if any
     */
    static Event ended(StoredSession session, SessionEnd why, long at, @Nullable Session newer) {
        long until = Math.max(session.began(), until(session, why, at));
        Event.Builder event = about(EventType.SESSION_ENDED, session, at)
                .withMoment("since", session.began())
                .withMoment("until", until)
                .with("reason", why.code());
        if (isKnown(session, why)) {
            event.withSeconds("watchedSeconds", until - session.began());
        }
        return event.with("newerSession", newer == null ? "" : newer.key().hex())
                .build();
    }

    /** Whose caller asks about each request is there until the last of them; who was asked about once, until the end is told. */
    private static long until(StoredSession session, SessionEnd why, long at) {
        return session.askedOnce() && why.isMoment() ? Math.min(at, session.validUntil()) : session.lastSeen();
    }

    /** Nobody knows how long a viewer stayed whose caller asked once and never told the end. */
    private static boolean isKnown(StoredSession session, SessionEnd why) {
        return !session.askedOnce() || why.isMoment() || session.lastSeen() > session.began();
    }

    private static Event.Builder about(EventType type, StoredSession session, long at) {
        return Event.of(type, at)
                .with("session", session.key().hex())
                .with("backend", session.origin().backend())
                .with("user", session.user())
                .with("name", session.name())
                .with("channel", WireText.read(session.playback().channel()))
                .address(session.playback().client())
                .with("dialect", session.origin().dialect())
                .with("caller", session.origin().caller())
                .with("rule", session.origin().rule())
                .with("verified", session.verified());
    }
}
