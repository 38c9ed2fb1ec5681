package tv.usher.engine.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/** The sessions of one user at all Ushers, as his portal shows and ends them. Thread-safe; nothing here blocks. */
public final class UserSessions {

    private final SessionTable table;
    private final SessionStore store;
    private final Revocations revocations;
    private final AdmissionControl admission;
    private final SessionFactory factory;
    private final Snapshots snapshots;
    private final Denials denials;
    private final Clock clock;

    UserSessions(
            SessionTable table,
            SessionStore store,
            Revocations revocations,
            AdmissionControl admission,
            SessionFactory factory,
            Snapshots snapshots,
            Denials denials,
            Clock clock) {
        this.table = table;
        this.store = store;
        this.revocations = revocations;
        this.admission = admission;
        this.factory = factory;
        this.snapshots = snapshots;
        this.denials = denials;
        this.clock = clock;
    }

    /**
     * Those that live, each once. Looks at all sessions of this process.
     *
     * @param most of them
     * @return completes with those of this process alone if other Ushers can't be asked
     */
    public CompletableFuture<List<StoredSession>> of(UserId user, int most) {
        Map<Key, StoredSession> here = new LinkedHashMap<>();
        long now = clock.now();
        revocations.sessionsOf(user).stream()
                .filter(session -> session.isLive(now))
                .limit(most)
                .forEach(session -> here.put(session.key(), snapshots.of(session)));
        return store.sessionsOf(user, most).thenApply(all -> {
            all.stream().filter(this::isLive).forEach(session -> here.putIfAbsent(session.key(), session));
            return here.values().stream().limit(most).toList();
        });
    }

    /** How many of them live. Looks at all sessions of this process. */
    public CompletableFuture<Long> count(UserId user) {
        long now = clock.now();
        long here = revocations.sessionsOf(user).stream()
                .filter(session -> session.isLive(now))
                .count();
        return store.countOf(user).thenApply(all -> Math.max(all, here));
    }

    /** The user's live session of that key. */
    public CompletableFuture<Optional<StoredSession>> find(UserId user, Key key) {
        Session session = table.peek(key, clock.now());
        if (session != null && session.key().equals(key)) {
            return CompletableFuture.completedFuture(
                    Optional.of(snapshots.of(session)).filter(found -> found.isOf(user)));
        }
        return store.find(List.of(key))
                .thenApply(known -> known.sessions().stream()
                        .filter(found -> found.key().equals(key) && found.isOf(user) && isLive(found))
                        .findFirst());
    }

    private boolean isLive(StoredSession session) {
        return session.validUntil() > clock.wallNow();
    }

    /** As {@link Revocations#kick(Key, KickOrder)}, wherever the session lives; and its user has room at once. */
    public KickResult end(StoredSession session, KickOrder order) {
        if (!session.connections().isEmpty()) { // its media server is told from here: whoever let it in may be gone
            admission.restore(session);
        }
        KickResult here = revocations.kick(session.key(), order);
        KickResult result = here.ended() > 0 ? here : revocations.kick(factory.of(session), order);
        forgetRefusals(session.userId());
        store.makeRoom(session.userId());
        return result;
    }

    /** Who was kept out since the user's places were taken is asked about again at once. */
    void forgetRefusals(UserId user) {
        denials.forget(refusal -> refusal.user().equals(user.user())
                && refusal.backend().equals(user.backend())
                && ReasonCode.of(refusal.reason().code())
                        .filter(ReasonCode::isOfOwnSessions)
                        .isPresent());
    }
}
