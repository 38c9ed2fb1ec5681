package tv.usher.engine.session.file;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.Key;

/**
 * Sessions and bans in a file. Changes are queued, and a thread of its own writes them, so that a killed process loses at most its last
 * second. After a start that thread reads, some sessions at a time; who is asked about meanwhile is looked up between. Later no decision
 * depends on the file.
 */
public final class FileStore implements SessionStore {

    /** The most that a change needs while it waits. */
    public static final int BYTES_OF_A_CHANGE = 300;

    private static final Logger log = LoggerFactory.getLogger(FileStore.class);

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration HANGS = Duration.ofSeconds(10);

    /** Who isn't in memory waits no longer for a disk that hangs, but is asked about. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final CompletableFuture<Optional<KeyIndex>> NO_INDEX =
            CompletableFuture.completedFuture(Optional.empty());

    private final InstallationSecret secret;
    private final Clock clock;
    private final PendingChanges pending;
    private final FileWriter writer;
    private final SessionRestorer restorer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-store"));

    /** What waited for the file goes on here, and doesn't hold up who waits for it still. */
    private final ScheduledExecutorService goingOn =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-restored"));

    /** Those who wait to be looked up. */
    private final Set<LookUp> lookUps = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private volatile CompletableFuture<Optional<KeyIndex>> indexed = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean opened;
    private boolean reading; // only its thread looks
    private boolean catchingUp; // likewise
    private volatile @Nullable Long workingSince;

    /**
     * @param maxWaiting changes that wait to be written
     */
    public FileStore(
            SessionFile.Opener opener, InstallationSecret secret, Clock clock, Duration keepKnown, int maxWaiting) {
        this.secret = secret;
        this.clock = clock;
        this.pending = new PendingChanges(maxWaiting);
        long mostIndexed = (long) maxWaiting * BYTES_OF_A_CHANGE / KeyIndex.BYTES_OF_A_SESSION;
        this.restorer = new SessionRestorer(pending, keepKnown, mostIndexed, clock);
        this.writer = new FileWriter(opener, secret, pending, restorer, clock, this::goesOn);
    }

    @Override
    public void open(Listener listener) {
        restorer.tell(listener);
        opened = true;
        secret.bytes(); // here, so that the first question doesn't wait for the disk
        writer.work();
        writer.readSome(); // all of most files
        if (!writer.hasMore()) {
            allRestored();
        }
        thread.execute(this::readOn);
        thread.scheduleWithFixedDelay(this::work, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        goingOn.scheduleWithFixedDelay(this::letGoIfItHangs, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        doing(writer::work);
        if (writer.isBehind() && !writer.hasMore()) { // else restoring has its share until the next time
            catchingUp = catchingUp || inTurn(this::catchUp);
        }
        readOn();
    }

    private void catchUp() {
        catchingUp = false;
        work();
    }

    private void readSome() {
        reading = false;
        doing(writer::readSome);
        readOn();
    }

    /** Those who wait for the thread come before the next part of the file. */
    private void readOn() {
        if (writer.isIndexed() && !indexed.isDone()) {
            Optional<KeyIndex> index = restorer.index();
            goOn(() -> indexed.complete(index));
        }
        if (writer.hasMore()) {
            reading = reading || inTurn(this::readSome);
        } else if (!restored.isDone()) {
            goOn(this::allRestored);
        }
    }

    private void allRestored() {
        restored.complete(null);
        indexed.complete(Optional.empty());
        indexed = NO_INDEX;
        lookUps.forEach(lookUp -> lookUp.found.complete(null));
    }

    /** As if the disk failed: nobody new waits for it from now on. What can be read later is restored then. */
    private void letGoIfItHangs() {
        if (!restored.isDone() && hangsFor(LONGEST_WAIT)) {
            restorer.stopped();
            allRestored();
        }
    }

    private boolean hangsFor(Duration time) {
        Long since = workingSince;
        return since != null && clock.now() - since > time.toNanos();
    }

    private void goOn(Runnable next) {
        try {
            goingOn.execute(next);
        } catch (RejectedExecutionException e) { // the store is closed
            next.run();
        }
    }

    private void doing(Runnable work) {
        workingSince = clock.now();
        work.run();
        workingSince = null;
    }

    private void goesOn() {
        if (workingSince != null) {
            workingSince = clock.now();
        }
    }

    /**
     * @return false if the store is closed
     */
    private boolean inTurn(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public CompletableFuture<Void> restored() {
        return restored;
    }

    @Override
    public CompletableFuture<Void> restored(List<Key> keys) {
        LookUp lookUp = new LookUp(keys);
        lookUps.add(lookUp); // first, so that whoever completes all others sees it
        boolean waits = !restored.isDone() && inTurn(() -> lookUp(lookUp));
        if (!waits) {
            lookUps.remove(lookUp);
        }
        return waits ? lookUp.found : restored;
    }

    private void lookUp(LookUp lookUp) {
        if (!lookUp.found.isDone()) { // else nobody waits for it
            doing(() -> writer.find(lookUp.keys));
            goOn(() -> lookUp.found.complete(null));
        }
        lookUps.remove(lookUp);
    }

    private static final class LookUp {

        private final List<Key> keys;
        private final CompletableFuture<Void> found = new CompletableFuture<>();

        LookUp(List<Key> keys) {
            this.keys = keys;
        }
    }

    @Override
    public CompletableFuture<Void> restoredFollowed(List<Key> followKeys) {
        return restoredBy(index -> index.followed(followKeys));
    }

    @Override
    public CompletableFuture<Void> restoredOf(UserId user) {
        return restoredBy(index -> index.of(user));
    }

    private CompletableFuture<Void> restoredBy(Function<KeyIndex, List<Key>> look) {
        return indexed.thenCompose(index -> index.isPresent() ? restored(look.apply(index.get())) : restored);
    }

    @Override
    public void put(StoredSession session) {
        pending.session(session.key(), Optional.of(session));
    }

    @Override
    public void remove(StoredSession session) {
        pending.session(session.key(), Optional.empty());
    }

    @Override
    public void ban(StoredBan ban) {
        pending.ban(ban);
    }

    @Override
    public void lift(StoredBan ban) {
        pending.lift(ban);
    }

    @Override
    public Optional<String> problem() {
        if (hangsFor(HANGS)) {
            return Optional.of("nothing was stored for more than " + HANGS.toSeconds() + "s: the disk hangs");
        }
        return writer.problem();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (opened) { // else a start has failed before, and the file isn't its business
            thread.execute(writer::finish);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("sessions: not all could be stored within {}s; a restart forgets some", CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        goOn(this::allRestored);
        goingOn.shutdown();
    }
}
