package tv.usher.engine.session.file;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.RestoreResult;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * Restores what a file kept from before the start, except what is over: some at a time, and before their turn those whose viewers ask
 * meanwhile. A large file is read twice, first to know who is in it. A session is restored once: it may have ended since. When the file
 * is opened again later, nothing is restored from it; entries of unknown sessions are deleted. For one thread at a time, except {@link #tell} and {@link #stopped}.
 */
final class SessionRestorer implements SessionFile.Reader {

    private static final Logger log = LoggerFactory.getLogger(SessionRestorer.class);

    private final PendingChanges pending;
    private final long keepMillis;
    private final Clock clock;
    private SessionStore.@Nullable Listener listener;
    private final long mostIndexed;
    private boolean begun;
    private boolean done;
    private @Nullable KeyIndex growing;
    private @Nullable KeyIndex index;
    private byte @Nullable [] nextOfIndex;

    /** What comes before it was read; null at the begin. */
    private byte @Nullable [] next;

    /** Sessions from there on that were found before their turn, or that this process has written. */
    private final Set<Key> met = new HashSet<>();

    /** Sessions of the file that nobody has looked at yet, about. */
    private long left;

    private int restored;
    private int unreadable;
    private int tooMany;

    /**
     * @param keep        how long an ended grant is kept, since an outage can prolong it
     * @param mostIndexed the heap has no room for an index of more sessions
     */
    SessionRestorer(PendingChanges pending, Duration keep, long mostIndexed, Clock clock) {
        this.pending = pending;
        this.mostIndexed = mostIndexed;
        this.keepMillis = keep.toMillis();
        this.clock = clock;
    }

    void tell(SessionStore.Listener restored) {
        listener = restored;
    }

    SessionStore.Listener listener() {
        return Objects.requireNonNull(listener, "told before a file is opened");
    }

    /** Another file is read from its begin, unless the rest of this one is still to be restored. */
    void begin(SessionFile file) {
        if (done) {
            next = null;
        } else if (next == null) {
            left = file.size();
            listener().expect(left);
            boolean isLarge = left > MvSessionFile.AT_A_TIME && left <= mostIndexed;
            growing = isLarge && !begun ? new KeyIndex((int) left) : null;
            begun = true;
        }
    }

    /** Nobody knows whether the rest can ever be read, so no places are kept for it. For any thread. */
    void stopped() {
        listener().expect(0);
    }

    /** False until it is known who is in the file, or that this can't be known before all are restored. */
    boolean isIndexed() {
        return growing == null;
    }

    /** Empty if there is none. */
    Optional<KeyIndex> index() {
        return Optional.ofNullable(index);
    }

    /**
     * @return false if all was read
     */
    boolean readSome(SessionFile file) throws IOException {
        if (growing != null) {
            indexSome(file, growing);
            return true;
        }
        next = file.read(next, this);
        if (!done) {
            listener().expect(next == null ? 0 : left);
        }
        return next != null;
    }

    private void indexSome(SessionFile file, KeyIndex grows) throws IOException {
        Indexing indexing = new Indexing(grows);
        try {
            nextOfIndex = file.read(nextOfIndex, indexing);
        } catch (RuntimeException e) { // what stands before the damage can still be restored
            growing = null;
            return;
        }
        if (nextOfIndex == null || indexing.lacksRoom) {
            growing = null;
            index = indexing.lacksRoom ? null : grows;
        }
    }

    /** Whom this process has met is in memory, and needn't be found. */
    private final class Indexing implements SessionFile.Reader {

        private final KeyIndex grows;
        private boolean lacksRoom;

        Indexing(KeyIndex grows) {
            this.grows = grows;
        }

        @Override
        public boolean session(StoredSession session) {
            if (!met.contains(session.key()) && !grows.add(session)) {
                lacksRoom = true;
            }
            return true;
        }

        @Override
        public boolean ban(StoredBan ban) {
            return true;
        }

        @Override
        public boolean unreadable() {
            return true; // it is counted when its turn comes
        }
    }

    /** Restores those that are there, before their turn. */
    void find(SessionFile file, List<Key> keys) throws IOException {
        for (Key key : keys) {
            if (!done && !wasRead(key) && !met.contains(key) && !pending.hasSession(key)) {
                Optional<StoredSession> session = file.find(key);
                if (session.isPresent() && !isOver(session.get()) && mayComeBack(session.get())) {
                    met.add(key);
                    left = Math.max(0, left - 1);
                }
            }
        }
    }

    private boolean wasRead(Key key) {
        return next != null && MvSessionFile.compare(MvSessionFile.bytes(key), next) < 0;
    }

    /** These are in the file as this process knows them. */
    void wrote(Set<Key> keys) {
        if (!done) {
            keys.stream().filter(key -> !wasRead(key)).forEach(met::add);
        }
    }

    /** The file may be opened late: decisions since the start are newer than its content. */
    @Override
    public boolean session(StoredSession session) {
        Key key = session.key();
        if (met.remove(key)) {
            return true;
        }
        left = Math.max(0, left - 1);
        if (pending.hasSession(key)) {
            return true;
        }
        if (done) {
            return listener().isKnown(key);
        }
        return !isOver(session) && mayComeBack(session);
    }

    private boolean isOver(StoredSession session) {
        return Math.max(session.validUntil(), session.grantEnds() + keepMillis) <= clock.wallNow();
    }

    /** Restores it now if there is room; false if it never may be. */
    private boolean mayComeBack(StoredSession session) {
        try {
            RestoreResult result = listener().restored(session);
            restored += result == RestoreResult.KNOWN ? 1 : 0;
            tooMany += result == RestoreResult.NO_ROOM ? 1 : 0;
            return result != RestoreResult.BANNED;
        } catch (RuntimeException e) { // damaged bytes may still look like a session
            unreadable++;
            return false;
        }
    }

    /** Some that were lifted since may still be in a file that couldn't be written for a while. */
    @Override
    public boolean ban(StoredBan ban) {
        if (done) {
            return listener().isBanned(ban);
        }
        if (begun) {
            return true; // it was told before, and may have been lifted since
        }
        if (ban.until() > clock.wallNow()) {
            listener().banned(ban);
        }
        return true;
    }

    @Override
    public boolean unreadable() {
        unreadable++;
        return false;
    }

    /** Nothing is restored from now on. */
    void done() {
        if (!done) {
            done = true;
            met.clear();
            index = null;
            log.info("sessions: {} known from before", restored);
            if (tooMany > 0) {
                log.warn(
                        "sessions: {} more aren't known, since no more than max-sessions and the heap allow are restored",
                        tooMany);
            }
        }
        if (unreadable > 0) {
            log.warn("sessions: {} entries of the file weren't understood and are dropped", unreadable);
            unreadable = 0;
        }
    }

    boolean isDone() {
        return done;
    }
}
