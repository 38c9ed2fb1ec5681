package tv.usher.engine.session.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;

/** Restores once what a file kept from before the start, except what is over. */
final class SessionRestorer {

    private static final Logger log = LoggerFactory.getLogger(SessionRestorer.class);

    private final PendingChanges pending;
    private final long keepMillis;
    private final Clock clock;
    private SessionStore.@Nullable Listener listener;

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

    /** The file may be opened late: decisions since the start are newer than its content. */
    void of(SessionFile.Stored content) {
        SessionStore.Listener target = listener;
        if (target == null) {
            return;
        }
        long now = clock.wallNow();
        List<StoredSession> live = new ArrayList<>();
        for (StoredSession session : content.sessions()) {
            if (pending.hasSession(session.key())) {
                continue;
            }
            if (Math.max(session.validUntil(), session.grantEnds() + keepMillis) > now) {
                live.add(session);
            } else {
                drop(session);
            }
        }
        live.sort(Comparator.comparingLong(
                StoredSession::began)); // of two sessions in one folder, requests follow the newer
        long restored =
                live.stream().filter(session -> restore(session, target)).count();
        content.bans().stream().filter(ban -> ban.until() > now).forEach(target::banned);
        log.info("sessions: {} known from before", restored);
        long broken = content.unreadable() + live.size() - restored;
        if (broken > 0) {
            log.warn("sessions: {} entries of the file weren't understood and are dropped", broken);
        }
        listener = null;
    }

    /** Damaged bytes may still look like a session. */
    private boolean restore(StoredSession session, SessionStore.Listener target) {
        try {
            target.restored(session);
            return true;
        } catch (RuntimeException e) {
            drop(session);
            return false;
        }
    }

    private void drop(StoredSession session) {
        pending.session(session.key(), Optional.empty());
    }
}
