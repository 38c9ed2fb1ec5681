package tv.usher.engine.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;

/** Admits viewers whom a backend allows: checks bans and the limit of the user, then adds the session to the table. Thread-safe. */
final class AdmissionControl {

    private static final AdmissionResult NO_PLACE =
            AdmissionResult.refused(new Refusal("as many viewers as allowed are unverified already", ""));
    private static final AdmissionResult UNCOUNTED = AdmissionResult.refused(
            new Refusal("unverified viewers are bounded, and this one can't be remembered", ""));
    private static final Refusal OUTDONE = new Refusal("another session of the user has just begun", "");

    private final OverLimit overLimit;
    private final Clock clock;
    private final SessionMetrics metrics;
    private final SessionTable table;
    private final UserSessions userSessions;
    private final UnverifiedPlaces places;
    private final SessionFactory factory;
    private final SessionWriter writer;
    private final Revocations revocations;

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
            Revocations revocations) {
        this.overLimit = overLimit;
        this.clock = clock;
        this.metrics = metrics;
        this.table = table;
        this.userSessions = table.userSessions();
        this.places = table.places();
        this.factory = factory;
        this.writer = writer;
        this.revocations = revocations;
    }

    /** As {@link Sessions#admit}. */
    CompletableFuture<AdmissionResult> admit(
            Viewing viewing, Origin origin, Grant grant, boolean verified, Duration idleTimeout) {
        Unverified unverified = verified ? null : new Unverified(origin.backend(), "", Integer.MAX_VALUE);
        return admit(viewing, origin, grant, unverified, idleTimeout);
    }

    /** As {@link Sessions#admitUnverified}. */
    CompletableFuture<AdmissionResult> admitUnverified(
            Viewing viewing, Origin origin, Grant grant, Unverified unverified, Duration idleTimeout) {
        return admit(viewing, origin, grant, unverified, idleTimeout)
                .thenApply(admission ->
                        admission == AdmissionResult.UNREMEMBERED && unverified.isBounded() ? UNCOUNTED : admission);
    }

    /**
     * @param unverified null for a verified viewer
     */
    private CompletableFuture<AdmissionResult> admit(
            Viewing viewing, Origin origin, Grant grant, Unverified unverified, Duration idleTimeout) {
        long now = clock.now();
        if (revocations.isBanned(origin, grant.user()) || revocations.banned(viewing, now) != null) {
            return done(AdmissionResult.refused(Bans.BANNED));
        }
        if (!viewing.isNamed()) {
            return done(AdmissionResult.UNREMEMBERED);
        }
        Session session = factory.of(viewing, origin, grant, unverified == null, idleTimeout, now);
        if (!session.isLimited()) {
            return done(letIn(session, unverified));
        }
        int limit = UserSessions.limitOf(grant);
        OverLimit rule = overLimitOf(grant);
        return writer.admit(session, limit, rule).thenApply(shared -> admit(session, limit, rule, unverified, shared));
    }

    /** As {@link Sessions#wouldRefuse}. */
    Refusal wouldRefuse(Viewing viewing, Origin origin, Grant grant) {
        long now = clock.now();
        if (revocations.isBanned(origin, grant.user()) || revocations.banned(viewing, now) != null) {
            return Bans.BANNED;
        }
        if (!viewing.isNamed()) {
            return null;
        }
        Session newcomer = factory.of(viewing, origin, grant, true, Duration.ZERO, now);
        boolean admitted = !newcomer.isLimited()
                || userSessions.wouldAdmit(
                        new UserId(origin.backend(), grant.user()),
                        newcomer,
                        UserSessions.limitOf(grant),
                        overLimitOf(grant),
                        now);
        return admitted ? null : overLimit(UserSessions.limitOf(grant));
    }

    private OverLimit overLimitOf(Grant grant) {
        return grant.unique() ? OverLimit.END_OLDEST : overLimit;
    }

    private AdmissionResult admit(
            Session session,
            int limit,
            OverLimit rule,
            Unverified unverified,
            Optional<SessionStore.Admission> shared) {
        shared.ifPresent(decided -> decided.ended().forEach(writer::endHere));
        if (shared.isPresent() && !shared.get().admitted()) {
            return refuseOverLimit(limit);
        }
        UserId user = new UserId(session.origin().backend(), session.user());
        int limitHere = shared.isPresent() ? Integer.MAX_VALUE : limit;
        UserSessions.Admission admission = userSessions.admit(user, session, limitHere, rule, clock.now());
        admission.gone().forEach(writer::forget);
        admission.ended().forEach(writer::end);
        return admission.admitted() ? letIn(session, unverified) : refuseOverLimit(limit);
    }

    private AdmissionResult letIn(Session session, Unverified unverified) {
        Session gives = unverified == null ? session : places.take(session, unverified.backend(), unverified.most());
        if (gives == null) {
            if (session.isLimited()) {
                writer.end(session); // it already counts for its user
            }
            return NO_PLACE;
        }
        if (!gives.key().equals(session.key())) {
            writer.end(gives);
        }
        return remember(session);
    }

    private AdmissionResult refuseOverLimit(int limit) {
        metrics.overLimit.inc();
        return AdmissionResult.refused(overLimit(limit));
    }

    private static Refusal overLimit(int limit) {
        return new Refusal("over the limit of " + limit + " sessions", "");
    }

    private AdmissionResult remember(Session session) {
        if (!table.add(session)) {
            userSessions.left(session);
            places.left(session);
            metrics.full.inc();
            return AdmissionResult.UNREMEMBERED;
        }
        writer.put(session);
        if (revocations.isBanned(session)) { // since the first look
            writer.end(session);
            return AdmissionResult.refused(Bans.BANNED);
        }
        return session.hasEnded() ? AdmissionResult.refused(OUTDONE) : AdmissionResult.of(session);
    }

    /** Adds a session of a store, unless this process has a newer one or a ban. */
    void restore(StoredSession stored) {
        Session session = factory.of(stored);
        if (revocations.isBanned(session)) {
            return;
        }
        Session current = table.restore(session, clock.now());
        if (current == null) {
            metrics.full.inc();
        } else if (current == session) {
            count(session);
        }
    }

    private void count(Session restored) {
        if (restored.isLimited()) {
            userSessions.add(new UserId(restored.origin().backend(), restored.user()), restored);
        }
        if (!restored.isVerified()) {
            places.take(restored, restored.origin().backend(), Integer.MAX_VALUE);
        }
        if (restored.hasEnded() || revocations.isBanned(restored)) { // since the first look
            table.end(restored);
        }
    }

    private static CompletableFuture<AdmissionResult> done(AdmissionResult admission) {
        return CompletableFuture.completedFuture(admission);
    }
}
