package tv.usher.engine.session;

import java.time.Duration;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;

/** Makes sessions, of a grant or of what a store kept. Thread-safe. */
final class SessionFactory {

    /** A longer name of a channel is somebody's invention, and would be kept although its session is over. */
    private static final int LONGEST_SHARED = 200;

    private final SessionSettings settings;
    private final Clock clock;
    private final Lifetimes lifetimes;
    private final Interner<Origin> origins = new Interner<>();
    private final Interner<String> channels = new Interner<>();

    SessionFactory(SessionSettings settings, Clock clock, Lifetimes lifetimes) {
        this.settings = settings;
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    /** Only of a named viewing, or of one that is counted for the grant's user. */
    Session of(Viewing viewing, Origin origin, Grant grant, boolean verified, Duration idleTimeout, long now) {
        Duration lifetime = verified ? lifetimes.clamp(grant.lifetime()) : settings.keepKnown();
        return new Session(
                viewing.isNamed() ? viewing.key() : viewing.countedKey(new UserId(origin.backend(), grant.user())),
                viewing.followKey().orElse(null),
                origins.same(origin),
                grant,
                sharing(viewing.place()),
                new Session.Traits(
                        verified,
                        UserSessions.isLimited(grant),
                        viewing.isAskedOnce(),
                        viewing.isNamed(),
                        viewing.token()),
                verified
                        ? lifetimes.from(now, lifetime, idleTimeout)
                        : lifetimes.unverified(now, lifetime, idleTimeout));
    }

    /** The session counts as seen now: while this process didn't run, no caller could ask. */
    Session of(StoredSession stored) {
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
        return new Session(
                stored.key(),
                stored.followKey(),
                origins.same(stored.origin()),
                Grant.lasting(Duration.ZERO).user(stored.user()).sessionName(stored.name()),
                sharing(stored.place()),
                stored.traits(),
                times);
    }

    private Session.Place sharing(Session.Place place) {
        String channel = place.channel();
        boolean mayRecur = channel.length() <= LONGEST_SHARED;
        return new Session.Place(place.client(), place.agent(), mayRecur ? channels.same(channel) : channel);
    }
}
