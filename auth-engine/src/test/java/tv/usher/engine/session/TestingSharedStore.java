package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** What several Ushers share, as Redis would keep it, by a clock of the test's own. Each {@link #node} is one Usher's view. */
public final class TestingSharedStore {

    private static final long NEWS = 15_000;

    private final Clock clock;
    private final long graceMillis;
    private final Map<Key, StoredSession> sessions = new LinkedHashMap<>();
    private final Map<Key, Long> left = new LinkedHashMap<>();
    private final Map<Node, SessionStore.Listener> nodes = new LinkedHashMap<>();
    private final List<Key> removedMeanwhile = new ArrayList<>();
    private final List<Integer> lookedUp = new ArrayList<>();
    private boolean away;

    public TestingSharedStore(Clock clock, SessionSettings settings) {
        this.clock = clock;
        this.graceMillis = settings.zapGrace().toMillis();
    }

    /** From now on nobody reaches it; what nodes remove is removed once it is back. */
    public void isAway() {
        away = true;
    }

    public void isBack() {
        away = false;
        removedMeanwhile.forEach(key -> finish(key, false));
        removedMeanwhile.clear();
    }

    /** How many keys each question about a viewing had, in their order. */
    public List<Integer> lookedUp() {
        return lookedUp;
    }

    public SessionStore node() {
        return new Node();
    }

    /** True if a session of that user and channel takes a place now. */
    public boolean counts(String user, String channel) {
        return sessions.values().stream()
                .anyMatch(session -> session.user().equals(user)
                        && session.playback().channel().equals(channel)
                        && placeUntil(session) > clock.wallNow());
    }

    private static long placeUntil(StoredSession session) {
        return Math.min(session.lastSeen() + session.idleTimeout() + NEWS, session.validUntil());
    }

    private void finish(Key key, boolean newer) {
        StoredSession session = sessions.remove(key);
        if (session != null && newer) {
            left.put(key, clock.wallNow());
        }
        nodes.values().forEach(listener -> listener.ended(key, clock.wallNow(), newer));
    }

    private final class Node implements SessionStore {

        @Override
        public void open(Listener listener) {
            nodes.put(this, listener);
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public CompletableFuture<Known> find(List<Key> keys) {
            lookedUp.add(keys.size());
            if (away) {
                return CompletableFuture.completedFuture(Known.UNANSWERED);
            }
            List<StoredSession> found = sessions.values().stream()
                    .filter(session -> keys.contains(session.key())
                            || session.followKey() != null && keys.contains(session.followKey()))
                    .filter(session -> placeUntil(session) > clock.wallNow())
                    .toList();
            return CompletableFuture.completedFuture(new Known(found, Optional.empty()));
        }

        @Override
        public CompletableFuture<Optional<SharedAdmission>> admit(
                StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
            int limit = limits.get(0).most(); // its user's
            long now = clock.wallNow();
            boolean returns = now - left.getOrDefault(newcomer.key(), 0L) < graceMillis;
            List<StoredSession> others = new ArrayList<>(sessions.values());
            others.removeIf(other -> !other.user().equals(newcomer.user())
                    || other.key().equals(newcomer.key())
                    || placeUntil(other) <= now);
            others.sort(Comparator.comparing(StoredSession::ownSeen));
            List<Key> ended = new ArrayList<>();
            while (others.size() >= limit) {
                Optional<StoredSession> goes = others.stream()
                        .filter(other -> now - other.ownSeen() >= other.idleTimeout() + NEWS
                                || now - other.ownSeen() >= graceMillis + NEWS
                                || !returns
                                        && !other.playback()
                                                .channel()
                                                .equals(newcomer.playback().channel()))
                        .findFirst();
                if (goes.isEmpty()) {
                    return CompletableFuture.completedFuture(Optional.of(TestingSharedAdmissions.of(false, ended)));
                }
                others.remove(goes.get());
                ended.add(goes.get().key());
                finish(goes.get().key(), true);
            }
            sessions.put(newcomer.key(), newcomer);
            return CompletableFuture.completedFuture(Optional.of(TestingSharedAdmissions.of(true, ended)));
        }

        @Override
        public void put(StoredSession session) {
            if (!away) {
                sessions.put(session.key(), session);
            }
        }

        @Override
        public void remove(StoredSession session) {
            if (away) {
                removedMeanwhile.add(session.key());
            } else {
                finish(session.key(), false);
            }
        }

        @Override
        public void forget(StoredSession session) {}

        @Override
        public void seen(Iterator<StoredSession> seen) {
            seen.forEachRemaining(session -> {
                sessions.computeIfPresent(
                        session.key(),
                        (key, other) -> other.began() > session.began() || other.lastSeen() > session.lastSeen()
                                ? other
                                : session);
                sessions.replaceAll((key, other) -> session.followKey() != null
                                && Objects.equals(other.followKey(), session.followKey())
                                && other.lastSeen() + NEWS < session.lastSeen()
                        ? seenAt(other, session.lastSeen())
                        : other);
            });
        }

        @Override
        public void deny(Key key, Refusal refusal) {}

        @Override
        public void ban(StoredBan ban) {
            nodes.forEach((node, listener) -> {
                if (node != this) {
                    listener.banned(ban);
                }
            });
        }

        @Override
        public void lift(StoredBan ban) {
            nodes.forEach((node, listener) -> {
                if (node != this) {
                    listener.lifted(ban, clock.wallNow());
                }
            });
        }

        @Override
        public void kick(UserId user, Duration ban, BanOrder order) {
            sessions.values().removeIf(session -> session.user().equals(user.user()));
            nodes.forEach((node, listener) -> {
                if (node != this) {
                    listener.kicked(user, ban, clock.wallNow(), order);
                }
            });
        }

        @Override
        public Optional<String> problem() {
            return away ? Optional.of("away") : Optional.empty();
        }

        @Override
        public void close() {
            nodes.remove(this);
        }
    }

    private static StoredSession seenAt(StoredSession it, long moment) {
        return new StoredSession(
                it.key(),
                it.followKey(),
                it.origin(),
                it.user(),
                it.name(),
                it.playback(),
                it.verified(),
                it.limited(),
                it.began(),
                moment,
                it.grantEnds(),
                it.validUntil(),
                it.idleTimeout(),
                it.ownSeen(),
                it.askedOnce(),
                it.named(),
                it.tokens(),
                List.of());
    }
}
