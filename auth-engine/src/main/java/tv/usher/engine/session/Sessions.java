package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * Known viewers, remembered denials, bans and limits of this process, and the store behind them. Thread-safe; nothing here blocks except
 * {@link #open} and {@link #close}.
 */
public final class Sessions implements AutoCloseable {

    private static final CompletableFuture<SessionStore.Known> NOTHING_ELSE =
            CompletableFuture.completedFuture(SessionStore.Known.NOTHING);

    private final SessionSettings settings;
    private final Lifetimes lifetimes;
    private final Clock clock;
    private final SessionStore store;
    private final UnverifiedRechecks rechecks;
    private final SessionTable table;
    private final Denials denials;
    private final Snapshots snapshots;
    private final SessionWriter writer;
    private final Revocations revocations;
    private final AdmissionControl admission;
    private final Reauthorization reauthorization;
    private final LiveSessions live;
    private final UserSessions users;
    private final SessionSweeper sweeper;
    private final UsedCodes usedCodes;

    /**
     * @param listener hears of each session that begins or ends here
     * @param isOut    true for a backend that can't be asked now
     */
    public Sessions(
            SessionSettings settings,
            Clock clock,
            SessionStore store,
            SessionMetrics metrics,
            SessionListener listener,
            Predicate<String> isOut) {
        this.settings = settings;
        this.clock = clock;
        this.store = store;
        this.table = new SessionTable(
                settings.maxSessions(),
                new CountedSessions(settings.zapGrace().toNanos(), new Replaced(clock)),
                new UnverifiedPlaces(),
                listener);
        this.denials = new Denials(settings.denyFor(), settings.maxDenials(), clock, store);
        this.lifetimes = new Lifetimes(settings);
        this.snapshots = new Snapshots(clock);
        this.rechecks =
                new UnverifiedRechecks(settings.verifyPerSecond(), new UnverifiedLog(settings.maxLedger()), snapshots);
        this.writer = new SessionWriter(table, store, snapshots);
        this.revocations = new Revocations(settings, clock, table, writer, store);
        SessionFactory factory = new SessionFactory(clock, lifetimes);
        LimitsMet limitsMet = new LimitsMet(table.counted());
        this.admission = new AdmissionControl(
                settings.overLimit(), clock, metrics, table, factory, writer, revocations, limitsMet);
        this.users = new UserSessions(table, store, revocations, admission, factory, snapshots, denials, clock);
        this.usedCodes = new UsedCodes(store, clock);
        ViewersHistory history = new ViewersHistory(clock);
        this.live = new LiveSessions(table, limitsMet, history, snapshots, clock);
        this.reauthorization = new Reauthorization(clock, lifetimes, rechecks, admission, denials, writer, live);
        this.sweeper = new SessionSweeper(
                clock,
                store,
                table,
                lifetimes,
                new GrantEnds(lifetimes, isOut),
                writer,
                admission,
                revocations,
                denials,
                live,
                snapshots);
        metrics.watch(
                live::size,
                table::most,
                denials::size,
                revocations::bans,
                () -> store.problem().isEmpty());
        metrics.watchUnverified(table.places()::forEach);
    }

    /** Takes over what the store kept: bans at once, sessions at once or soon. Once, before the first question. */
    public void open() {
        store.open(new StoreListener(live, admission, table, revocations, users, usedCodes, snapshots, clock));
    }

    /**
     * @return null if the viewer isn't known
     */
    public @Nullable Session known(Viewing viewing, long now) {
        return viewing.first(key -> table.find(key, now));
    }

    /**
     * As {@link #known}, but changes nothing: the session doesn't count as seen.
     *
     * @return null if the viewer isn't known
     */
    public @Nullable Session peek(Viewing viewing, long now) {
        return viewing.first(key -> table.peek(key, now));
    }

    /**
     * As {@link #known}, of a viewing that wasn't known a moment ago, and by its own name only.
     *
     * @return null if the viewer still isn't known
     */
    public @Nullable Session recheck(Viewing viewing, long now) {
        return table.find(viewing.key(), now);
    }

    /**
     * @return null if nothing is remembered against the viewer
     */
    public @Nullable Refusal refused(Viewing viewing, long now) {
        Refusal banned = revocations.banned(viewing, now);
        if (banned != null || !viewing.isNamed()) {
            return banned;
        }
        return denials.of(viewing.key());
    }

    /** Completes once all are known who were known before the start. */
    public CompletableFuture<Void> restored() {
        return store.restored();
    }

    /**
     * As {@link #refused}, before the store is asked: an unnamed request may come from a neighbour of the banned viewer; only the store can tell
     * them apart.
     */
    public @Nullable Refusal refusedAtOnce(Viewing viewing, long now) {
        boolean knowsAll = !store.isShared() && store.restored().isDone();
        return viewing.isNamed() || knowsAll ? refused(viewing, now) : null;
    }

    /** Asks the store about a viewer who is unknown here, if it may know more, and remembers what it knows. */
    public CompletableFuture<SessionStore.Known> askOthers(Viewing viewing) {
        if (!store.restored().isDone()) {
            List<Key> keys = keys(viewing);
            CompletableFuture<Void> told = viewing.isNamed() ? store.restored(keys) : store.restoredFollowed(keys);
            return told.thenApply(done -> knownHere(viewing));
        }
        return store.isShared() ? find(keys(viewing)) : NOTHING_ELSE;
    }

    private CompletableFuture<SessionStore.Known> find(List<Key> keys) {
        return store.find(keys).thenApply(known -> {
            if (known.sessions().stream().anyMatch(session -> keys.contains(session.key()))) {
                known.sessions().forEach(admission::restore);
            } else {
                admission.restoreFollowed(known.sessions());
            }
            return known;
        });
    }

    private static List<Key> keys(Viewing viewing) {
        List<Key> keys = new ArrayList<>(2);
        viewing.first(key -> {
            keys.add(key);
            return null;
        });
        return keys;
    }

    private SessionStore.Known knownHere(Viewing viewing) {
        Session session = peek(viewing, clock.now());
        return session == null
                ? SessionStore.Known.NOTHING
                : new SessionStore.Known(List.of(snapshots.of(session)), Optional.empty());
    }

    /**
     * Completes once all are known among whom such a viewer would be counted. {@link #admit} waits for it too.
     *
     * @param unverified null for a viewer whom a backend allowed
     */
    public CompletableFuture<Void> restoredFor(Origin origin, Grant grant, @Nullable Unverified unverified) {
        return admission.restoredFor(origin, grant, unverified);
    }

    /**
     * Remembers a viewer whom a backend allowed.
     *
     * @param idleTimeout of the caller's dialect
     */
    public CompletableFuture<AdmissionResult> admit(Viewing viewing, Origin origin, Grant grant, Duration idleTimeout) {
        return admission.admit(viewing, origin, grant, null, idleTimeout);
    }

    /**
     * As {@link #admit}, for a viewer who is let in because the backend couldn't be asked.
     *
     * @param grant       names nobody unless others allowed
     * @param unverified  if its number is bounded, a viewer who can't be remembered isn't let in
     * @param idleTimeout of the caller's dialect
     */
    public CompletableFuture<AdmissionResult> admitUnverified(
            Viewing viewing, Origin origin, Grant grant, Unverified unverified, Duration idleTimeout) {
        return admission
                .admit(viewing, origin, grant, unverified, idleTimeout)
                .thenApply(admission -> rechecks.noted(admission, unverified.reason()));
    }

    /**
     * Why {@link #admit} or {@link #admitUnverified} would keep out a viewer now; leaves no trace. What only other Ushers know isn't
     * looked at.
     *
     * @param unverified null for a viewer whom a backend allowed
     * @return null if the viewer would be let in
     */
    public @Nullable Refusal wouldRefuse(Viewing viewing, Origin origin, Grant grant, @Nullable Unverified unverified) {
        return admission.wouldRefuse(viewing, origin, grant, unverified);
    }

    /** How long who is let in may go on, also if he isn't remembered. */
    public Duration lifetime(Grant grant, boolean verified) {
        return lifetimes.of(grant, verified);
    }

    /** The viewers who were let in unverified. */
    public UnverifiedLog unverifiedLog() {
        return rechecks.unverifiedLog();
    }

    /**
     * What became of a viewing's session if it is over and had to go for a newer one of its user, as a refusal.
     *
     * @return null if nothing is known of that
     */
    public @Nullable Refusal replaced(Viewing viewing, long now) {
        Replaced.End end = viewing.first(table.counted().replaced()::of);
        return end == null ? null : end.refusal(now);
    }

    /** Remembers a denial for a while. */
    public void deny(Viewing viewing, Refusal refusal) {
        denials.add(viewing, refusal);
    }

    /** The session of a viewer whose grant has ended, but who is still watching. */
    public @Nullable Session expired(Viewing viewing, long now) {
        Session session = viewing.first(table::get);
        return session != null && session.isExpired(now) ? session : null;
    }

    /** A known viewer's media server may have another connection of his now. */
    public void isPlayed(Session session, Viewing viewing) {
        ServerConnection connection = viewing.connection();
        if (connection != null && session.isPlayedBy(connection)) {
            writer.put(session);
        }
    }

    /** The session is over, here and elsewhere. */
    public void end(Session session, SessionEnd why) {
        writer.end(session, why);
    }

    /**
     * The viewing is over, and its session, here and elsewhere; nothing happens if there is none. A store is asked once, whatever the number
     * of names, and only if none is known here.
     *
     * @param names that the viewing may have, the likeliest first
     */
    public void end(List<Viewing> names) {
        List<Key> keys =
                names.stream().filter(Viewing::isNamed).map(Viewing::key).toList();
        if (keys.isEmpty() || endHere(keys)) {
            return;
        }
        if (!store.restored().isDone()) {
            store.restored(keys).thenRun(() -> endHere(keys));
        } else if (store.isShared()) {
            find(keys).thenRun(() -> endHere(keys));
        }
    }

    /** Only the first that is found: another rule's may be another player's of the same viewer. */
    private boolean endHere(List<Key> keys) {
        for (Key key : keys) {
            Session session = table.get(key);
            if (session != null) {
                end(session, SessionEnd.LEFT);
                return true;
            }
        }
        return false;
    }

    /** What follows when known viewers are asked about again. */
    public Reauthorization reauthorization() {
        return reauthorization;
    }

    /** Those who are watching, for operators. */
    public LiveSessions live() {
        return live;
    }

    /** Kicks and bans. */
    public Revocations revocations() {
        return revocations;
    }

    /** The sessions of single users, at all Ushers. */
    public UserSessions users() {
        return users;
    }

    /** Frees what is over. */
    public SessionSweeper sweeper() {
        return sweeper;
    }

    UsedCodes usedCodes() {
        return usedCodes;
    }

    /** Remembered denials, an estimate. */
    public long denials() {
        return denials.size();
    }

    /** How the store is now, for operators. */
    public StoreStatus storeStatus() {
        return new StoreStatus(settings.store(), store.problem(), store.nodes());
    }

    /**
     * @param nearlyFull true: no more viewers are remembered than are now, until it is false again
     */
    void heapIs(boolean nearlyFull) {
        table.heapIs(nearlyFull);
    }

    /** Stores what is not stored yet. Nothing is remembered afterwards. */
    @Override
    public void close() {
        store.close();
    }
}
