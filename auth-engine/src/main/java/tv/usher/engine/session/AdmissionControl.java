package tv.usher.engine.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.api.Reason;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/** Admits viewers whom a backend allows: checks bans and limits, then adds the session to the table. Thread-safe. */
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
    private final LimitsMet limitsMet;
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
            LimitsMet limitsMet) {
        this.overLimit = overLimit;
        this.clock = clock;
        this.metrics = metrics;
        this.table = table;
        this.factory = factory;
        this.writer = writer;
        this.revocations = revocations;
        this.limitsMet = limitsMet;
        this.taken = new TakenCapacity(table, writer, metrics, limitsMet, clock);
    }

    /**
     * As {@link Sessions#admit}.
     *
     * @param unverified null for a verified viewer
     */
    CompletableFuture<AdmissionResult> admit(
            Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified, Duration idleTimeout) {
        if (writer.restored().isDone()) {
            return admitNow(viewing, origin, grant, unverified, idleTimeout);
        }
        return restoredFor(origin, grant, unverified)
                .thenCompose(done -> admitNow(viewing, origin, grant, unverified, idleTimeout));
    }

    /** Completes once all are known among whom the newcomer would be counted. */
    CompletableFuture<Void> restoredFor(Origin origin, Grant grant, @Nullable Unverified unverified) {
        if (unverified != null || !origin.limits().isEmpty()) {
            return writer.restored();
        }
        return CountedSessions.isLimited(grant)
                ? writer.restoredOf(new UserId(origin.backend(), grant.user()))
                : SessionStore.RESTORED;
    }

    private CompletableFuture<AdmissionResult> admitNow(
            Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified, Duration idleTimeout) {
        Entrance entrance = entrance(viewing, origin, grant, unverified, idleTimeout, table::find);
        Session newcomer = entrance.newcomer();
        if (newcomer == null) {
            return CompletableFuture.completedFuture(entrance.result());
        }
        List<CountedLimit> limits = entrance.limits();
        OverLimit rule = overLimitOf(grant);
        AdmissionResult vain = refusedAfterLimits(newcomer, limits, rule, unverified); // before anybody goes for it
        if (vain != null) {
            return CompletableFuture.completedFuture(vain);
        }
        if (limits.isEmpty()) {
            return CompletableFuture.completedFuture(remembered(place(newcomer, limits, rule, unverified, taken)));
        }
        return writer.admit(newcomer, limits, rule)
                .thenApply(shared -> admit(newcomer, limits, rule, unverified, shared));
    }

    /**
     * What is known before places are looked for.
     *
     * @param result   to be given at once if there is no newcomer, else once he has his places
     * @param newcomer who needs places; null if nobody does
     * @param limits   that count the newcomer
     */
    private record Entrance(
            AdmissionResult result, @Nullable Session newcomer, List<CountedLimit> limits) {

        static Entrance decided(AdmissionResult result) {
            return new Entrance(result, null, List.of());
        }
    }

    private Entrance entrance(
            Viewing viewing,
            Origin origin,
            Grant grant,
            @Nullable Unverified unverified,
            Duration idleTimeout,
            LookUp known) {
        long now = clock.now();
        AdmissionResult unplaced = unplaced(viewing, origin, grant, unverified, now);
        if (unplaced != null) {
            return Entrance.decided(unplaced);
        }
        Session counted = counted(viewing, origin, grant, now, known);
        if (counted != null) {
            return Entrance.decided(AdmissionResult.of(counted));
        }
        Session newcomer = factory.of(viewing, origin, grant, unverified == null, idleTimeout, now);
        if (revocations.isBanned(newcomer)) { // before anybody goes for it
            return Entrance.decided(AdmissionResult.refused(Bans.refusal(grant.user())));
        }
        List<CountedLimit> limits = newcomer.countedBy(CountedSessions.limitOf(grant));
        return new Entrance(AdmissionResult.of(newcomer), newcomer, limits);
    }

    private AdmissionResult admit(
            Session session,
            List<CountedLimit> limits,
            OverLimit rule,
            @Nullable Unverified unverified,
            Optional<SessionStore.SharedAdmission> shared) {
        shared.ifPresent(decided -> decided.ended().forEach(key -> endHere(key, session)));
        if (shared.isPresent() && !shared.get().admitted()) {
            if (shared.get().isOver()) {
                return AdmissionResult.refused(outdone(session));
            }
            InTheWay inTheWay = shared.get().inTheWay().orElseGet(() -> InTheWay.of(limits.get(0), List.of(), 0));
            metrics.overLimit.inc();
            limitsMet.met(inTheWay.limit(), clock.now());
            return AdmissionResult.refused(overLimit(session, inTheWay));
        }
        List<CountedLimit> here =
                shared.isPresent() ? limits.stream().map(CountedLimit::decided).toList() : limits;
        return remembered(place(session, here, rule, unverified, taken));
    }

    private void endHere(Key key, Session newer) {
        Session session = table.get(key);
        if (session != null) {
            table.counted().replaced().add(session, newer);
        }
        writer.endHere(key, SessionEnd.OVER_LIMIT);
    }

    /**
     * As {@link Sessions#wouldRefuse}.
     *
     * @param unverified null for a verified viewer
     */
    @Nullable Refusal wouldRefuse(Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified) {
        Entrance entrance = entrance(viewing, origin, grant, unverified, Duration.ZERO, table::peek);
        Session newcomer = entrance.newcomer();
        if (newcomer == null) {
            return entrance.result().refusal();
        }
        return place(newcomer, entrance.limits(), overLimitOf(grant), unverified, preview())
                .refusal();
    }

    private Capacity preview() {
        return new CapacityPreview(table, clock);
    }

    /** What would refuse the newcomer once limits had ended others for him; null if nothing, or if a limit does. */
    private @Nullable AdmissionResult refusedAfterLimits(
            Session newcomer, List<CountedLimit> limits, OverLimit rule, @Nullable Unverified unverified) {
        if (unverified == null || limits.isEmpty()) {
            return null;
        }
        Capacity preview = preview();
        if (preview.ofLimits(newcomer, limits, rule) != null) {
            return null;
        }
        if (!preview.amongUnverified(newcomer, unverified)) {
            return NO_PLACE;
        }
        if (unverified.isBounded() && !preview.inTable(newcomer)) {
            metrics.full.inc();
            return UNCOUNTED;
        }
        return null;
    }

    /** What there is to say before a place is needed; null if nothing. */
    private @Nullable AdmissionResult unplaced(
            Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified, long now) {
        if (revocations.isBanned(origin, grant.user())
                || revocations.banned(viewing, now) != null
                || revocations.isBannedAsCounted(viewing, origin, grant.user(), now)) {
            return AdmissionResult.refused(Bans.refusal(grant.user()));
        }
        return viewing.isNamed() || unverified == null && isCounted(viewing, origin, grant)
                ? null
                : unremembered(unverified);
    }

    /** A viewing without a name is remembered only for the limits that count it. */
    private static boolean isCounted(Viewing viewing, Origin origin, Grant grant) {
        return CountedSessions.isLimited(grant) || !origin.limits().isEmpty() && viewing.isCountable(grant.user());
    }

    /** How the table is looked into: whom an admission finds was seen, whom a dry run finds wasn't. */
    @FunctionalInterface
    private interface LookUp {
        @Nullable Session of(Key key, long now);
    }

    /** The session by which an unnamed viewing counts already, here or in a folder above. */
    private static @Nullable Session counted(Viewing viewing, Origin origin, Grant grant, long now, LookUp known) {
        return viewing.isNamed()
                ? null
                : viewing.firstCounted(origin.backend(), grant.user(), key -> known.of(key, now));
    }

    private AdmissionResult place(
            Session newcomer,
            List<CountedLimit> limits,
            OverLimit rule,
            @Nullable Unverified unverified,
            Capacity capacity) {
        InTheWay inTheWay = limits.isEmpty() ? null : capacity.ofLimits(newcomer, limits, rule);
        if (inTheWay != null) {
            return AdmissionResult.refused(overLimit(newcomer, inTheWay));
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

    private Refusal overLimit(Session newcomer, InTheWay inTheWay) {
        Replaced.End end = table.counted().replaced().of(newcomer);
        String before = end == null || end.by().isEmpty() ? "" : "; before, this viewing had to go for " + end.by();
        Reason reason = inTheWay.reason();
        return new Refusal(new Reason(reason.code(), reason.text() + before), "", newcomer.user());
    }

    private static Refusal outdone(Session session) {
        return new Refusal(
                ReasonCode.SESSION_REPLACED.with("another session of the user has just begun"), "", session.user());
    }

    /** Adds a session of a store, unless this process has a newer one or a ban. */
    RestoreResult restore(StoredSession stored) {
        return restore(factory.of(stored), stored);
    }

    /** As {@link #restore}, of all whose request without a token it may be: none of them was seen himself. */
    void restoreFollowed(List<StoredSession> all) {
        Map<Session, StoredSession> restored = new LinkedHashMap<>();
        for (StoredSession stored : all) {
            Session session = factory.of(stored);
            restore(session, stored);
            restored.put(session, stored);
        }
        restored.forEach((session, stored) -> session.ownSeenAt(factory.ownSeen(stored)));
    }

    private RestoreResult restore(Session session, StoredSession stored) {
        if (revocations.isBanned(session)) {
            return RestoreResult.BANNED;
        }
        Session current = table.restore(session, stored, clock.now());
        if (current == null) {
            metrics.full.inc();
            return RestoreResult.NO_ROOM;
        }
        return current == session ? count(session) : RestoreResult.KNOWN;
    }

    private RestoreResult count(Session restored) {
        if (!restored.isVerified()) {
            table.places().take(restored, restored.origin().backend(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        boolean banned = revocations.isBanned(restored); // since the first look
        if (banned || restored.hasEnded()) {
            table.end(restored, SessionEnd.BANNED);
        }
        return banned ? RestoreResult.BANNED : RestoreResult.KNOWN;
    }
}
