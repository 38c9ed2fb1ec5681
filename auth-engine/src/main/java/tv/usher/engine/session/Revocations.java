package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.RateLimiter;

/** Ends sessions and bans viewers for operators. Thread-safe; nothing here blocks. */
public final class Revocations {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final SessionSettings settings;
    private final Clock clock;
    private final SessionTable table;
    private final SessionWriter writer;
    private final SessionStore store;
    private final Bans bans;
    private final RateLimiter lacks;

    Revocations(SessionSettings settings, Clock clock, SessionTable table, SessionWriter writer, SessionStore store) {
        this.settings = settings;
        this.clock = clock;
        this.table = table;
        this.writer = writer;
        this.store = store;
        this.bans = new Bans(settings.maxBans());
        this.lacks = new RateLimiter(TOLD_EVERY, clock.now());
    }

    /**
     * Ends the session and bans its viewing for a while, so that the middleware doesn't let it in again at once.
     *
     * @return {@link KickResult#NOTHING} if there is no such session
     */
    public KickResult kick(Key key, KickOrder kick) {
        Session session = table.get(key);
        return session == null ? KickResult.NOTHING : kick(session, kick);
    }

    /** As {@link #kick(Key, KickOrder)}, of a session that other Ushers may have. */
    KickResult kick(Session session, KickOrder kick) {
        return kick(session, kick.ban(), kick.about(session.key().hex(), userOf(session), clock.wallNow()));
    }

    private static @Nullable UserId userOf(Session session) {
        return session.user().isEmpty() ? null : new UserId(session.origin().backend(), session.user());
    }

    /** The session, its viewing, and each of its tokens wherever that is shown. */
    private KickResult kick(Session session, Duration ban, BanOrder order) {
        KickResult result = end(session, ban, order);
        if (ban.isZero() || session.tokens().isEmpty()) {
            return result;
        }
        boolean tokensBanned = true;
        StoredBan longer = null;
        for (long token : session.tokens()) {
            tokensBanned &= ban(null, TokenBanKey.of(token), ban, session.user(), order);
            longer = longer == null ? longer(TokenBanKey.of(token), order) : longer;
        }
        for (Session other : sessionsWithAnyOf(session.tokens())) {
            result = result.and(end(other, ban, order));
        }
        return result.withTokens(tokensBanned, longer);
    }

    /** The session and its viewing, but not its tokens, which other users may show as well. */
    KickResult end(Session session, Duration ban, BanOrder order) {
        Duration out = ban.compareTo(settings.denyFor()) > 0 ? ban : settings.denyFor();
        boolean banned = ban(null, session.key(), out, session.user(), order);
        if (session.followKey() != null) {
            banned &= ban(null, session.followKey(), out, session.user(), order);
        }
        for (Key reconnect : session.reconnectKeys()) {
            banned &= ban(null, reconnect, out, session.user(), order);
        }
        Session current = table.get(session.key()); // a newer session may have begun before the ban
        writer.end(current == null ? session : current, ban.isZero() ? SessionEnd.KICKED : SessionEnd.BANNED);
        return KickResult.of(session, banned, longer(session.key(), order));
    }

    /** Ends all sessions of a user. Without a ban, their viewings are banned for a while, the user isn't. */
    public KickResult kick(UserId user, KickOrder kick) {
        BanOrder order = kick.about("", user, clock.wallNow());
        boolean banned = ban(user, null, kick.ban(), user.user(), order);
        KickResult result = KickResult.ofUser(banned, longer(user, order));
        for (Session session : sessionsOf(user)) {
            result = result.and(end(session, kick.ban(), order));
        }
        store.kick(user, kick.ban(), order);
        return result;
    }

    /** An operator ends a ban, here and at other Ushers. Nothing happens if it isn't in force. */
    public void lift(StoredBan ban) {
        bans.lift(ban.target(), Long.MAX_VALUE);
        store.lift(ban);
    }

    /** Another Usher's operator lifted it; one of a user with all that came of the same kicks here. */
    void lifted(StoredBan ban, long at) {
        bans.lift(ban.target(), at);
        UserId user = ban.user();
        if (user != null) {
            forEachBan(other -> {
                BanOrder order = other.order();
                boolean isOfAKick = order.session().isEmpty() && user.equals(order.about()) && order.since() > 0;
                if (isOfAKick && order.since() <= at) {
                    lift(other);
                }
            });
        }
    }

    /** Sessions that are live or may become live again. */
    List<Session> sessionsOf(UserId user) {
        List<Session> sessions = new ArrayList<>();
        table.forEach(session -> {
            if (session.user().equals(user.user()) && session.origin().backend().equals(user.backend())) {
                sessions.add(session);
            }
        });
        return sessions;
    }

    private List<Session> sessionsWithAnyOf(List<Long> tokens) {
        List<Session> sessions = new ArrayList<>();
        table.forEach(session -> {
            if (session.hasAnyOf(tokens)) {
                sessions.add(session);
            }
        });
        return sessions;
    }

    /**
     * @param name of the user whom it keeps out, empty if unknown
     * @return false if there is no room for another ban
     */
    private boolean ban(@Nullable UserId user, @Nullable Key key, Duration out, String name, BanOrder order) {
        if (out.isZero()) {
            return true;
        }
        StoredBan ban = new StoredBan(user, key, clock.toWall(clock.now() + out.toNanos()), order);
        if (!add(ban, clock.now() + out.toNanos(), name)) {
            return false;
        }
        store.ban(ban);
        return true;
    }

    private boolean add(StoredBan ban, long until, String name) {
        boolean added = bans.add(ban.target(), new Bans.Ban(until, name, ban.order()));
        if (!added && lacks.take(clock.now())) {
            log.warn(
                    "a ban isn't in force here, and further ones may not be either: there are {} bans already; raise sessions.max-bans",
                    settings.maxBans());
        }
        return added;
    }

    /** A ban of another order that is in force in place of this one's; null if there is none. */
    private @Nullable StoredBan longer(Object target, BanOrder order) {
        Bans.Ban inForce = bans.find(target);
        return inForce == null || inForce.order().id().equals(order.id())
                ? null
                : StoredBan.of(target, clock.toWall(inForce.until()), inForce.order());
    }

    @Nullable Refusal banned(Viewing viewing, long now) {
        if (bans.size() == 0) {
            return null;
        }
        Refusal banned = viewing.first(key -> bans.of(key, now));
        return banned == null ? banned(viewing.tokens(), viewing.reconnectKeys(), now) : banned;
    }

    private @Nullable Refusal banned(List<Long> tokens, List<Key> reconnectKeys, long now) {
        return Stream.concat(tokens.stream().map(TokenBanKey::of), reconnectKeys.stream())
                .map(key -> bans.of(key, now))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A viewing without a name was kicked by what it counts as, maybe in a folder above. */
    boolean isBannedAsCounted(Viewing viewing, Origin origin, String user, long now) {
        return bans.size() > 0
                && !viewing.isNamed()
                && viewing.firstCounted(origin.backend(), user, key -> bans.of(key, now)) != null;
    }

    boolean isBanned(Session session) {
        if (bans.size() == 0) {
            return false;
        }
        long now = clock.now();
        return bans.of(session.key(), now) != null
                || banned(session.tokens(), session.reconnectKeys(), now) != null
                || isBanned(session.origin(), session.user());
    }

    boolean isBanned(Origin origin, String user) {
        return !user.isEmpty() && bans.size() > 0 && bans.of(new UserId(origin.backend(), user), clock.now()) != null;
    }

    boolean isInForce(StoredBan ban) {
        return bans.of(ban.target(), clock.now()) != null;
    }

    /** A ban made by another Usher, maybe told again. Whoever came while it was in force was checked then. */
    void take(StoredBan ban) {
        long until = clock.fromWall(ban.until(), Duration.ofDays(3650).toNanos());
        if (until - clock.now() <= 0) {
            return;
        }
        UserId user = ban.user();
        boolean wasInForce = isInForce(ban);
        add(ban, until, user == null ? ban.order().user() : user.user());
        if (wasInForce) {
            return;
        }
        if (user != null) {
            sessionsOf(user).forEach(session -> table.end(session, SessionEnd.BANNED));
            return;
        }
        Key key = Objects.requireNonNull(ban.key());
        if (TokenBanKey.isOne(key)) {
            sessionsWithAnyOf(List.of(key.high())).forEach(session -> table.end(session, SessionEnd.BANNED));
        } else {
            writer.endHere(key, SessionEnd.BANNED);
        }
    }

    /** Each ban in force, once, in no order. */
    public void forEachBan(Consumer<StoredBan> action) {
        Clock.Look look = clock.look();
        bans.forEach((target, ban) -> {
            if (ban.until() - look.now() > 0) {
                action.accept(StoredBan.of(target, look.toWall(ban.until()), ban.order()));
            }
        });
    }

    void sweep(long now) {
        bans.sweep(now);
    }

    /** Orders of which a ban is in force. One that isn't known bans one target. */
    public int orders() {
        Set<Object> orders = new HashSet<>();
        forEachBan(ban -> orders.add(
                ban.order().id().isEmpty() ? ban.target() : ban.order().id()));
        return orders.size();
    }

    /** Bans of users, viewings and tokens; one order may make several. */
    public int bans() {
        return bans.size();
    }

    /** Bans that there may be at once. */
    public int mostBans() {
        return settings.maxBans();
    }
}
