package tv.usher.engine.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/** Admits viewers whom a backend allows: checks bans and the limit of the user, then adds the session to the table. Thread-safe. */
final class AdmissionControl {

    private static final AdmissionResult NO_PLACE = AdmissionResult.refused(
            new Refusal(ReasonCode.UNVERIFIED_FULL.with("as many viewers as allowed are unverified already"), ""));
    private static final AdmissionResult UNCOUNTED = AdmissionResult.refused(new Refusal(
            ReasonCode.UNVERIFIED_UNCOUNTED.with("unverified viewers are bounded, and this one can't be remembered"),
            ""));
    private final OverLimit overLimit;
    private final Clock clock;
    private final SessionMetrics metrics;
    private final SessionTable table;
    private final SessionFactory factory;
    private final SessionWriter writer;
    private final Revocations revocations;
    private final UsersAtLimit atLimit;
    private final Capacity taken;

    /**
     * @param overLimit for grants without {@code X-Unique}
     */
    AdmissionControl(
            OverLimit overLimit,
            Clock clock,
            SessionMetrics metrics,
            SessionTable table,
            SessionFactory factory,
            SessionWriter writer,
            Revocations revocations,
            UsersAtLimit atLimit) {
        this.overLimit = overLimit;
        this.clock = clock;
        this.metrics = metrics;
        this.table = table;
        this.factory = factory;
        this.writer = writer;
        this.revocations = revocations;
        this.atLimit = atLimit;
        this.taken = new TakenCapacity(table.userSessions(), table.places(), table, writer, metrics, atLimit, clock);
    }

    /**
     * As {@link Sessions#admit}.
     *
     * @param unverified null for a verified viewer
     */
    CompletableFuture<AdmissionResult> admit(
            Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified, Duration idleTimeout) {
        long now = clock.now();
        AdmissionResult unplaced = unplaced(viewing, origin, grant, unverified, now);
        if (unplaced != null) {
            return CompletableFuture.completedFuture(unplaced);
        }
        Session counted = counted(viewing, origin, grant, now);
        if (counted != null) {
            return CompletableFuture.completedFuture(AdmissionResult.of(counted));
        }
        Session session = factory.of(viewing, origin, grant, unverified == null, idleTimeout, now);
        int limit = UserSessions.limitOf(grant);
        OverLimit rule = overLimitOf(grant);
        if (!session.isLimited()) {
            return CompletableFuture.completedFuture(remembered(place(session, limit, rule, unverified, taken)));
        }
        return writer.admit(session, limit, rule).thenApply(shared -> admit(session, limit, rule, unverified, shared));
    }

    private AdmissionResult admit(
            Session session,
            int limit,
            OverLimit rule,
            @Nullable Unverified unverified,
            Optional<SessionStore.SharedAdmission> shared) {
        shared.ifPresent(decided -> decided.ended().forEach(key -> endHere(key, session)));
        if (shared.isPresent() && !shared.get().admitted()) {
            if (shared.get().isOver()) {
                return AdmissionResult.refused(outdone(session));
            }
            metrics.overLimit.inc();
            atLimit.met(new UserId(session.origin().backend(), session.user()), limit, clock.now());
            return AdmissionResult.refused(overLimit(session, limit));
        }
        int limitHere = shared.isPresent() ? Integer.MAX_VALUE : limit;
        return remembered(place(session, limitHere, rule, unverified, taken));
    }

    private void endHere(Key key, Session newer) {
        Session session = table.get(key);
        if (session != null) {
            table.userSessions().replaced().add(session, newer);
        }
        writer.endHere(key, SessionEnd.OVER_LIMIT);
    }

    /**
     * As {@link Sessions#wouldRefuse}.
     *
     * @param unverified null for a verified viewer
     */
    @Nullable Refusal wouldRefuse(Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified) {
        long now = clock.now();
        AdmissionResult unplaced = unplaced(viewing, origin, grant, unverified, now);
        if (unplaced != null) {
            return unplaced.refusal();
        }
        if (counted(viewing, origin, grant, now) != null) {
            return null;
        }
        Session newcomer = factory.of(viewing, origin, grant, unverified == null, Duration.ZERO, now);
        Capacity preview = new CapacityPreview(table.userSessions(), table.places(), table, clock);
        return place(newcomer, UserSessions.limitOf(grant), overLimitOf(grant), unverified, preview)
                .refusal();
    }

    /** What there is to say before a place is needed; null if nothing. */
    private @Nullable AdmissionResult unplaced(
            Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified, long now) {
        if (revocations.isBanned(origin, grant.user()) || revocations.banned(viewing, now) != null) {
            return AdmissionResult.refused(Bans.refusal(grant.user()));
        }
        return viewing.isNamed() || unverified == null && UserSessions.isLimited(grant)
                ? null
                : unremembered(unverified);
    }

    /** The session by which an unnamed viewing counts already, here or in a folder above; it counts as seen. */
    private @Nullable Session counted(Viewing viewing, Origin origin, Grant grant, long now) {
        UserId user = new UserId(origin.backend(), grant.user());
        return viewing.isNamed() ? null : viewing.firstCounted(user, key -> table.find(key, now));
    }

    private AdmissionResult place(
            Session newcomer, int limit, OverLimit rule, @Nullable Unverified unverified, Capacity capacity) {
        if (newcomer.isLimited() && !capacity.ofUser(newcomer, limit, rule)) {
            return AdmissionResult.refused(overLimit(newcomer, limit));
        }
        if (unverified != null && !capacity.amongUnverified(newcomer, unverified)) {
            return NO_PLACE;
        }
        return capacity.inTable(newcomer) ? AdmissionResult.of(newcomer) : unremembered(unverified);
    }

    /** Who isn't remembered can't be counted. */
    private static AdmissionResult unremembered(@Nullable Unverified unverified) {
        return unverified != null && unverified.isBounded() ? UNCOUNTED : AdmissionResult.UNREMEMBERED;
    }

    private AdmissionResult remembered(AdmissionResult placed) {
        Session session = placed.session();
        if (session == null) {
            return placed;
        }
        writer.put(session);
        if (revocations.isBanned(session)) { // since the first look
            writer.end(session, SessionEnd.BANNED);
            return AdmissionResult.refused(Bans.refusal(session.user()));
        }
        return session.hasEnded() ? AdmissionResult.refused(outdone(session)) : placed;
    }

    private OverLimit overLimitOf(Grant grant) {
        return grant.unique() ? OverLimit.END_OLDEST : overLimit;
    }

    private Refusal overLimit(Session newcomer, int limit) {
        Replaced.End end = table.userSessions().replaced().of(newcomer);
        String before = end == null || end.by().isEmpty() ? "" : "; before, this viewing had to go for " + end.by();
        return new Refusal(
                ReasonCode.OVER_LIMIT.with("over the limit of " + limit + " sessions" + before), "", newcomer.user());
    }

    private static Refusal outdone(Session session) {
        return new Refusal(
                ReasonCode.SESSION_REPLACED.with("another session of the user has just begun"), "", session.user());
    }

    /** Adds a session of a store, unless this process has a newer one or a ban. */
    void restore(StoredSession stored) {
        Session session = factory.of(stored);
        if (revocations.isBanned(session)) {
            return;
        }
        Session current = table.restore(session, stored, clock.now());
        if (current == null) {
            metrics.full.inc();
        } else if (current == session) {
            count(session);
        }
    }

    private void count(Session restored) {
        if (restored.isLimited()) {
            table.userSessions().add(new UserId(restored.origin().backend(), restored.user()), restored);
        }
        if (!restored.isVerified()) {
            table.places().take(restored, restored.origin().backend(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        if (restored.hasEnded() || revocations.isBanned(restored)) { // since the first look
            table.end(restored, SessionEnd.BANNED);
        }
    }
}
