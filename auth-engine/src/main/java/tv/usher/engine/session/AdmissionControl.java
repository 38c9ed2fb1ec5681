package tv.usher.engine.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** Lets viewers in who are allowed: past no ban, within the limit of their user, and into the table. Thread-safe. */
final class AdmissionControl {

    private static final AdmissionResult NO_PLACE = AdmissionResult.refused(
            new Refusal(ReasonCode.UNVERIFIED_FULL.with("as many viewers as allowed are unverified already"), ""));
    private static final AdmissionResult UNCOUNTED = AdmissionResult.refused(new Refusal(
            ReasonCode.UNVERIFIED_UNCOUNTED.with("unverified viewers are bounded, and this one can't be remembered"),
            ""));
    private static final Refusal OUTDONE =
            new Refusal(ReasonCode.SESSION_REPLACED.with("another session of the user has just begun"), "");

    private final SessionSettings settings;
    private final Clock clock;
    private final SessionStore store;
    private final SessionMetrics metrics;
    private final Revocations revocations;
    private final Lifetimes lifetimes;
    private final Snapshots snapshots;
    private final SessionWriter writer;
    private final Capacity taken;
    private final SessionTable table;
    private final UserSessions userSessions;
    private final UnverifiedPlaces places;
    private final Interner<Origin> origins = new Interner<>();
    private final Interner<String> channels = new Interner<>();

    AdmissionControl(
            SessionSettings settings,
            Clock clock,
            SessionStore store,
            SessionMetrics metrics,
            SessionTable table,
            UserSessions userSessions,
            UnverifiedPlaces places,
            Lifetimes lifetimes,
            Snapshots snapshots,
            SessionWriter writer,
            Revocations revocations) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.metrics = metrics;
        this.revocations = revocations;
        this.lifetimes = lifetimes;
        this.snapshots = snapshots;
        this.writer = writer;
        this.table = table;
        this.userSessions = userSessions;
        this.places = places;
        this.taken = new TakenCapacity(userSessions, places, table, writer, metrics, clock);
    }

    /**
     * As {@link Sessions#admit}.
     *
     * @param unverified null for who is verified
     */
    CompletableFuture<AdmissionResult> admit(
            Viewing viewing, Origin origin, Grant grant, Unverified unverified, Duration idleTimeout) {
        long now = clock.now();
        AdmissionResult unplaced = unplaced(viewing, origin, grant, unverified, now);
        if (unplaced != null) {
            return CompletableFuture.completedFuture(unplaced);
        }
        Session session = session(viewing, origin, grant, unverified == null, idleTimeout, now);
        int limit = limitOf(grant);
        OverLimit overLimit = overLimitOf(grant);
        if (!session.isLimited()) {
            return CompletableFuture.completedFuture(remembered(place(session, limit, overLimit, unverified, taken)));
        }
        return store.admit(snapshots.of(session), limit, overLimit)
                .thenApply(shared -> admit(session, limit, overLimit, unverified, shared));
    }

    private AdmissionResult admit(
            Session session,
            int limit,
            OverLimit overLimit,
            Unverified unverified,
            Optional<SessionStore.Admission> shared) {
        shared.ifPresent(decided -> decided.ended().forEach(writer::endHere));
        if (shared.isPresent() && !shared.get().admitted()) {
            metrics.overLimit.inc();
            return AdmissionResult.refused(overLimit(limit));
        }
        int limitHere = shared.isPresent() ? Integer.MAX_VALUE : limit;
        return remembered(place(session, limitHere, overLimit, unverified, taken));
    }

    /**
     * As {@link Sessions#wouldRefuse}.
     *
     * @param unverified null for who is verified
     */
    Refusal wouldRefuse(Viewing viewing, Origin origin, Grant grant, Unverified unverified) {
        long now = clock.now();
        AdmissionResult unplaced = unplaced(viewing, origin, grant, unverified, now);
        if (unplaced != null) {
            return unplaced.refusal();
        }
        Session newcomer = session(viewing, origin, grant, unverified == null, Duration.ZERO, now);
        Capacity preview = new CapacityPreview(userSessions, places, table, clock);
        return place(newcomer, limitOf(grant), overLimitOf(grant), unverified, preview)
                .refusal();
    }

    /** What there is to say before a place is needed; null if nothing. */
    private AdmissionResult unplaced(Viewing viewing, Origin origin, Grant grant, Unverified unverified, long now) {
        if (revocations.isBanned(origin, grant.user()) || revocations.banned(viewing, now) != null) {
            return AdmissionResult.refused(Bans.BANNED);
        }
        return viewing.isNamed() ? null : unremembered(unverified);
    }

    private static AdmissionResult place(
            Session newcomer, int limit, OverLimit overLimit, Unverified unverified, Capacity capacity) {
        if (newcomer.isLimited() && !capacity.ofUser(newcomer, limit, overLimit)) {
            return AdmissionResult.refused(overLimit(limit));
        }
        if (unverified != null && !capacity.amongUnverified(newcomer, unverified)) {
            return NO_PLACE;
        }
        return capacity.inTable(newcomer) ? AdmissionResult.of(newcomer) : unremembered(unverified);
    }

    /** Who isn't remembered can't be counted. */
    private static AdmissionResult unremembered(Unverified unverified) {
        return unverified != null && unverified.isBounded() ? UNCOUNTED : AdmissionResult.UNREMEMBERED;
    }

    private AdmissionResult remembered(AdmissionResult placed) {
        Session session = placed.session();
        if (session == null) {
            return placed;
        }
        writer.put(session);
        if (revocations.isBanned(session)) { // since the first look
            writer.end(session);
            return AdmissionResult.refused(Bans.BANNED);
        }
        return session.hasEnded() ? AdmissionResult.refused(OUTDONE) : placed;
    }

    private Session session(
            Viewing viewing, Origin origin, Grant grant, boolean verified, Duration idleTimeout, long now) {
        Duration lifetime = verified ? lifetimes.clamp(grant.lifetime()) : settings.keepKnown();
        return new Session(
                viewing.key(),
                viewing.followKey().orElse(null),
                origins.same(origin),
                grant,
                sharing(viewing.place()),
                verified,
                limitOf(grant) < Integer.MAX_VALUE && !grant.user().isEmpty(),
                verified
                        ? lifetimes.from(now, lifetime, idleTimeout)
                        : lifetimes.unverified(now, lifetime, idleTimeout));
    }

    private static int limitOf(Grant grant) {
        return grant.unique() ? 1 : grant.maxSessions().orElse(Integer.MAX_VALUE);
    }

    private OverLimit overLimitOf(Grant grant) {
        return grant.unique() ? OverLimit.END_OLDEST : settings.overLimit();
    }

    private static Refusal overLimit(int limit) {
        return new Refusal(ReasonCode.OVER_LIMIT.with("over the limit of " + limit + " sessions"), "");
    }

    /** Takes over a session of a store, unless this process knows better. */
    void restore(StoredSession stored) {
        Session session = snapshots.restore(stored, origins.same(stored.origin()), sharing(stored.place()));
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

    private Session.Place sharing(Session.Place place) {
        return new Session.Place(place.client(), place.agent(), channels.same(place.channel()));
    }
}
