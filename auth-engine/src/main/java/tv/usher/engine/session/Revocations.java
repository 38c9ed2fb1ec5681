package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Ends sessions and bans viewers for operators. Thread-safe. */
final class Revocations {

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

    /** As {@link Sessions#kick(RecordKey, Duration)}. */
    KickResult kick(Key key, Duration ban) {
        Session session = table.get(key);
        if (session == null) {
            return KickResult.NOTHING;
        }
        Duration out = ban.compareTo(settings.denyFor()) > 0 ? ban : settings.denyFor();
        boolean banned = ban(null, session.key(), out);
        if (session.followKey() != null) {
            banned &= ban(null, session.followKey(), out);
        }
        Session current = table.get(session.key()); // a newer session may have begun before the ban
        writer.end(current == null ? session : current);
        return new KickResult(1, true, banned);
    }

    /** As {@link Sessions#kick(UserId, Duration)}. */
    KickResult kick(UserId user, Duration ban) {
        KickResult result = new KickResult(0, ban(user, null, ban), true);
        for (Session session : sessionsOf(user)) {
            result = result.and(kick(session.key(), ban));
        }
        store.kick(user, ban);
        return result;
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

    /**
     * @return false if there is no room for another ban
     */
    private boolean ban(@Nullable UserId user, @Nullable Key key, Duration out) {
        if (out.isZero()) {
            return true;
        }
        StoredBan ban = new StoredBan(user, key, clock.toWall(clock.now() + out.toNanos()));
        if (!add(ban, clock.now() + out.toNanos())) {
            return false;
        }
        store.ban(ban);
        return true;
    }

    private boolean add(StoredBan ban, long until) {
        boolean added = bans.add(ban.target(), until);
        if (!added && lacks.take(clock.now())) {
            log.warn(
                    "a ban isn't in force here, and further ones may not be either: there are {} bans already; raise sessions.max-bans",
                    settings.maxBans());
        }
        return added;
    }

    @Nullable Refusal banned(Viewing viewing, long now) {
        return bans.size() == 0 ? null : viewing.first(key -> bans.of(key, now));
    }

    boolean isBanned(Session session) {
        return bans.of(session.key(), clock.now()) != null || isBanned(session.origin(), session.user());
    }

    boolean isBanned(Origin origin, String user) {
        return !user.isEmpty() && bans.of(new UserId(origin.backend(), user), clock.now()) != null;
    }

    /** A ban made by another Usher. */
    void take(StoredBan ban) {
        long until = clock.fromWall(ban.until(), Duration.ofDays(3650).toNanos());
        if (until - clock.now() <= 0) {
            return;
        }
        add(ban, until);
        if (ban.user() != null) {
            sessionsOf(ban.user()).forEach(table::end);
        } else {
            writer.endHere(Objects.requireNonNull(ban.key()));
        }
    }

    /** Each ban in force, once. */
    void forEachBan(Consumer<StoredBan> action) {
        Clock.Look look = clock.look();
        bans.forEach((target, until) -> {
            if (until - look.now() > 0) {
                action.accept(StoredBan.of(target, look.toWall(until)));
            }
        });
    }

    void sweep(long now) {
        bans.sweep(now);
    }

    int size() {
        return bans.size();
    }
}
