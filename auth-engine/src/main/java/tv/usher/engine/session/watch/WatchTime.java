package tv.usher.engine.session.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.event.EventLine;
import tv.usher.engine.event.EventListener;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Snapshots;
import tv.usher.engine.session.StoreKind;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.RateLimiter;

/**
 * Tells the begin and the end of each session as events, with how long the viewer watched: until the last request, or until the moment at
 * which somebody ended it. Once a second it notes which sessions were seen, so that a killed Usher loses at most that second: after the next
 * start a session goes on with what it had, or is told to be over. Of several Ushers with one data folder one notes, and another one
 * begins when that one has ended: otherwise each would report the other's sessions as ended.
 *
 * <p>Sessions begin and end on any thread; everything else happens on the thread of the events.
 */
public final class WatchTime implements SessionListener, EventListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchTime.class);

    /** A thread may have noted a moment a little later than it was. */
    private static final Duration OVERLAP = Duration.ofMillis(100);

    /** A look at all sessions may take this part of the time. */
    private static final int SHARE = 20;

    private final Events events;
    private final @Nullable WatchFile file;
    private final @Nullable WatchLock lock;
    private final Clock clock;
    private final Snapshots snapshots;
    private final RateLimiter warnings;
    private final Queue<Restored> restored = new ConcurrentLinkedQueue<>();

    private final SessionsOfEarlierRun before = new SessionsOfEarlierRun();

    private @Nullable LiveSessions sessions;

    /** True if a store brings back only whom somebody asks about, so that the viewer is there. */
    private boolean asked;

    private boolean notes;
    private boolean waits;
    private long read;
    private long lookedAt;
    private long nextLook;

    private record Restored(Session session, SessionsOfEarlierRun.Kept kept) {}

    private WatchTime(Events events, @Nullable DataFolder folder, Clock clock) {
        this.events = events;
        this.file = folder == null ? null : new WatchFile(folder);
        this.lock = folder == null ? null : new WatchLock(folder);
        this.clock = clock;
        this.snapshots = new Snapshots(clock);
        this.warnings = new RateLimiter(Duration.ofMinutes(1), clock.now());
    }

    /** Tells events, and notes nothing: a restart loses what was watched before. */
    public static WatchTime notNoted(Events events, Clock clock) {
        return new WatchTime(events, null, clock);
    }

    /** Notes in the data folder what a restart needs. */
    public static WatchTime noted(Events events, DataFolder folder, Clock clock) {
        return new WatchTime(events, folder, clock);
    }

    /**
     * Takes over what ran before the start. Once, after the sessions were opened and before the first question. What is noted is compared with
     * all sessions, so this waits until they are restored.
     */
    public void open(Sessions all) {
        sessions = all.live();
        asked = all.storeStatus().kind() == StoreKind.REDIS;
        if (file != null) {
            all.restored().join();
            begin(file);
        }
    }

    /** Begins to note, unless another Usher does. What ran before is asked of the file then. */
    private void begin(WatchFile file) {
        takeRestored();
        if (!mayNote()) {
            return;
        }
        notes = true;
        read = clock.now();
        lookedAt = read;
        nextLook = read;
        if (waits) { // what runs here goes on
            Objects.requireNonNull(sessions, "opened before").forEachHeld(session -> {
                if (unseen(session) == null) {
                    before.kept(session.key(), SessionsOfEarlierRun.Kept.of(snapshots.of(session), session.lastSeen()));
                }
            });
            log.info("watch time is noted from now on");
        }
        try {
            file.read(before);
        } catch (IOException e) {
            log.warn("watch time: what ran before the start isn't known: {}", IoProblems.of(e));
        }
        before.compare();
        rewrite(file);
    }

    private boolean mayNote() {
        try {
            boolean mine = Objects.requireNonNull(lock).take();
            if (!mine && !waits) {
                log.warn(
                        "watch time isn't noted while another Usher does so in the same data-dir; a kill would lose it");
            }
            waits = waits || !mine;
            return mine;
        } catch (IOException e) {
            waits = true;
            failed(e);
            return false;
        }
    }

    @Override
    public void began(Session session) {
        events.add(EventType.SESSION_BEGUN, () -> {
            StoredSession begun = snapshots.of(session);
            StoredSession gone = before.isBack(session.key());
            if (gone != null) {
                tellAway(gone);
            }
            note(to -> to.begun(begun, session.began()));
            return SessionEvents.begun(begun);
        });
    }

    @Override
    public void restored(Session session, StoredSession stored) {
        if (file != null) {
            restored.add(new Restored(session, SessionsOfEarlierRun.Kept.of(stored, session.lastSeen())));
        }
    }

    @Override
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        long at = clock.now();
        events.add(EventType.SESSION_ENDED, () -> {
            takeRestored(); // perhaps this one
            note(to -> to.ended(session.key(), session.began()));
            Clock.Look look = clock.look();
            SessionsOfEarlierRun.Kept kept = unseen(session);
            before.seen(session.key());
            if (kept != null && kept.told()) {
                return null;
            }
            long seen = kept != null ? kept.seen() : Math.min(look.toWall(session.lastSeen()), look.toWall(at));
            return SessionEvents.ended(snapshots.of(session).seenAt(seen), why, look.toWall(at), newer);
        });
    }

    /** Called about once a second. */
    public void everySecond() {
        if (file == null || sessions == null) {
            restored.clear();
            return;
        }
        if (!notes) {
            begin(file);
            return;
        }
        takeRestored();
        before.gone(clock.now() - read).forEach(this::tellAway);
        if (clock.now() - nextLook >= 0) {
            long began = clock.now();
            if (file.isStale()) {
                rewrite(file);
            } else {
                look(sessions);
            }
            flush(file);
            nextLook = began + SHARE * (clock.now() - began);
        }
    }

    /** What a store has brought back goes on. */
    private void takeRestored() {
        for (Restored each = restored.poll(); each != null; each = restored.poll()) {
            Session session = each.session();
            SessionsOfEarlierRun.Kept kept = each.kept();
            StoredSession away = before.isBack(session.key());
            StoredSession same = away != null && kept.isBeginOf(away) ? away : null;
            if (away != null && same == null) {
                tellAway(away);
            }
            if (!asked) {
                before.kept(session.key(), same == null ? kept : kept.wentOn(same.lastSeen()));
            }
            note(to -> to.begun(seenReally(session), session.began()));
            if (same != null) {
                note(to -> to.ended(same.key(), SessionsOfEarlierRun.number(same)));
            }
        }
    }

    private void tellAway(StoredSession session) {
        note(to -> to.ended(session.key(), SessionsOfEarlierRun.number(session)));
        events.add(EventType.SESSION_ENDED, () -> SessionEvents.ended(session, SessionEnd.AWAY, clock.wallNow(), null));
    }

    private void look(LiveSessions all) {
        Clock.Look look = clock.look();
        all.forEachHeld(session -> {
            long seen = session.lastSeen();
            if (seen - lookedAt > 0 && unseen(session) == null) {
                note(to -> to.seen(session.key(), look.toWall(seen)));
            }
        });
        lookedAt = look.now() - OVERLAP.toNanos();
    }

    private void rewrite(WatchFile to) {
        long now = clock.now();
        LiveSessions all = Objects.requireNonNull(sessions, "opened before");
        try {
            to.rewrite(writer -> {
                all.forEachHeld(session -> writer.begun(seenReally(session), session.began()));
                before.forEachAway(session -> writer.begun(session, SessionsOfEarlierRun.number(session)));
            });
            lookedAt = now - OVERLAP.toNanos();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** With the moment at which it was last seen, not at which it was restored. */
    private StoredSession seenReally(Session session) {
        StoredSession snapshot = snapshots.of(session);
        SessionsOfEarlierRun.Kept kept = unseen(session);
        return kept == null ? snapshot : snapshot.seenAt(kept.seen());
    }

    /** What a session was before it was restored, which counts as seen but isn't; null once the viewer was seen here. */
    private SessionsOfEarlierRun.@Nullable Kept unseen(Session session) {
        SessionsOfEarlierRun.Kept kept = before.of(session.key());
        if (kept != null && session.lastSeen() - kept.restored() > 0) {
            before.seen(session.key());
            return null;
        }
        return kept;
    }

    private void note(Consumer<WatchFile.Writer> record) {
        WatchFile.Writer to = file == null ? null : file.out();
        if (to != null) {
            try {
                record.accept(to);
            } catch (UncheckedIOException e) {
                failed(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    private void flush(WatchFile to) {
        try {
            to.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** It is rewritten as soon as that works. */
    private void failed(IOException e) {
        try {
            Objects.requireNonNull(file).close();
        } catch (IOException alsoFailed) {
            e.addSuppressed(alsoFailed);
        }
        if (warnings.take(clock.now())) {
            log.warn("watch time can't be noted: {}; a kill would lose what was watched", IoProblems.of(e));
        }
    }

    @Override
    public boolean isListening() {
        return file != null;
    }

    /** The file knows of a session's end as soon as the event is written, so that no restart tells it again. */
    @Override
    public void heard(List<EventLine> events) {
        if (file != null) {
            flush(file);
        }
    }

    /** Once the events have ended. From now on another Usher may note. */
    @Override
    public void close() {
        try {
            if (file != null && lock != null) {
                file.close();
                lock.close();
            }
        } catch (IOException e) {
            log.warn("watch time couldn't be closed: {}", IoProblems.of(e));
        }
    }
}
