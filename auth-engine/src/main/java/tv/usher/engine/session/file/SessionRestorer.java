package tv.usher.engine.session.file;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;

/**
 * Restores what a file kept from before the start, except what is over. A file that is opened later again is only rid of what isn't known.
 * For one thread at a time, except {@link #tell}.
 */
final class SessionRestorer implements SessionFile.Reader {

    private static final Logger log = LoggerFactory.getLogger(SessionRestorer.class);

    private final PendingChanges pending;
    private final long keepMillis;
    private final Clock clock;
    private SessionStore.@Nullable Listener listener;
    private boolean done;
    private int restored;
    private int unreadable;
    private int tooMany;

    /**
     * @param keep how long an ended grant is kept, since an outage can prolong it
     */
    SessionRestorer(PendingChanges pending, Duration keep, Clock clock) {
        this.pending = pending;
        this.keepMillis = keep.toMillis();
        this.clock = clock;
    }

    void tell(SessionStore.Listener restored) {
        listener = restored;
    }

    SessionStore.Listener listener() {
        return Objects.requireNonNull(listener, "told before a file is opened");
    }

    /** The file may be opened late: decisions since the start are newer than its content. */
    @Override
    public boolean session(StoredSession session) {
        if (pending.hasSession(session.key())) {
            return true;
        }
        if (done) {
            return listener().isKnown(session.key());
        }
        boolean over = Math.max(session.validUntil(), session.grantEnds() + keepMillis) <= clock.wallNow();
        return !over && restore(session);
    }

    /** Damaged bytes may still look like a session. */
    private boolean restore(StoredSession session) {
        try {
            listener().restored(session);
        } catch (RuntimeException e) {
            unreadable++;
            return false;
        }
        if (listener().isKnown(session.key())) {
            restored++;
        } else {
            tooMany++;
        }
        return true;
    }

    /** Some that were lifted since may still be in a file that couldn't be written for a while. */
    @Override
    public boolean ban(StoredBan ban) {
        if (done) {
            return listener().isBanned(ban);
        }
        if (ban.until() > clock.wallNow()) {
            listener().banned(ban);
        }
        return true;
    }

    @Override
    public void unreadable() {
        unreadable++;
    }

    /** Nothing is restored from now on. */
    void done() {
        if (!done) {
            done = true;
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
