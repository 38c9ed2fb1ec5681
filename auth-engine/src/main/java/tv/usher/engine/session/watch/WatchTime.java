package tv.usher.engine.session.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Snapshots;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.Key;

/**
 * Tells the begin and the end of each session as events, with how long the viewer watched: until the last request, or until the moment at
 * which somebody ended it. Once a second it notes which sessions were seen, so that a killed Usher loses at most that second: after the next
 * start a session goes on with what it had, or is told to be over.
 *
 * <p>Sessions begin and end on any thread; everything else happens on the thread of the events.
 */
public final class WatchTime implements SessionListener, EventListener {

    private static final Logger log = LoggerFactory.getLogger(WatchTime.class);

    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    /** A thread may have noted a moment a little later than it was. */
    private static final Duration OVERLAP = Duration.ofMillis(100);

    /** By how much the begin of one session may differ from itself, since two clocks tell it. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /** The number of what ran before the start is this and its begin, so that it isn't that of a session that runs. */
    private static final long AWAY = Long.MIN_VALUE;

    /** A look at all sessions may take this part of the time. */
    private static final int SHARE = 20;

    private final Events events;
    private final @Nullable WatchFile file;
    private final Clock clock;
    private final Snapshots snapshots;
    private final Queue<Restored> restored = new ConcurrentLinkedQueue<>();

    /** What restored sessions were before the start, until they are seen here. */
    private final Map<Key, Before> before = new HashMap<>();

    /** What ran before the start and isn't known now; it may still come back from a store that other Ushers share. */
    private final Map<Key, StoredSession> away = new HashMap<>();

    /** What ran before the start and can't come back, since a later session has its key. */
    private final List<StoredSession> over = new ArrayList<>();

    private @Nullable Sessions sessions;
    private long opened;
    private long lookedAt;
    private long nextLook;
    private @Nullable Long toldAt;

    private record Restored(Session session, Before before) {}

    /**
     * Moments are milliseconds of the wall clock since 1970.
     *
     * @param told true if its end was told already, and a killed Usher hadn't stored that
     */
    private record Before(long began, long seen, boolean told) {

        static Before of(StoredSession session) {
            return new Before(session.began(), session.lastSeen(), false);
        }

        boolean isBeginOf(StoredSession session) {
            return Math.abs(session.began() - began) < SAME.toMillis();
        }

        /** It wasn't over, even if that of it which was away is. */
        Before wentOn(long at) {
            return new Before(began, Math.max(seen, at), false);
        }

        Before ended() {
            return new Before(began, seen, true);
        }
    }

    private WatchTime(Events events, @Nullable WatchFile file, Clock clock) {
        this.events = events;
        this.file = file;
        this.clock = clock;
        this.snapshots = new Snapshots(clock);
    }

    /** Tells events, and notes nothing: a restart loses what was watched before. */
    public static WatchTime notNoted(Events events, Clock clock) {
        return new WatchTime(events, null, clock);
    }

    /** Notes in the data folder what a restart needs. */
    public static WatchTime noted(Events events, DataFolder folder, Clock clock) {
        return new WatchTime(events, new WatchFile(folder), clock);
    }

    /** Takes over what ran before the start. Once, after the sessions were opened and before the first question. */
    public void open(Sessions all) {
        sessions = all;
        opened = clock.now();
        lookedAt = opened;
        nextLook = opened;
        if (file == null) {
            return;
        }
        for (Restored each = restored.poll(); each != null; each = restored.poll()) {
            before.put(each.session().key(), each.before());
        }
        BeforeTheStart noted = new BeforeTheStart();
        try {
            file.read(noted);
        } catch (IOException e) {
            log.warn("watch time: what ran before the start isn't known: {}", IoProblems.of(e));
        }
        noted.compare();
        rewrite(file);
    }

    /** What the file has, which is compared with what a store has restored. Several sessions may have had the same key. */
    private final class BeforeTheStart implements WatchFile.Reader {

        private final Map<Noted, StoredSession> running = new LinkedHashMap<>();
        private final Map<Noted, StoredSession> ended = new HashMap<>();

        /** Which one of a key was seen: what ran before an earlier start can't be. */
        private final Map<Key, Noted> newest = new HashMap<>();

        private record Noted(Key key, long number) {}

        @Override
        public void begun(StoredSession session, long number) {
            Noted noted = new Noted(session.key(), number);
            running.put(noted, session);
            if (number != awayNumber(session)) {
                newest.put(session.key(), noted);
            }
        }

        @Override
        public void seen(Key key, long at) {
            Noted noted = newest.get(key);
            if (noted != null) {
                running.computeIfPresent(noted, (same, session) -> session.seenAt(Math.max(session.lastSeen(), at)));
            }
        }

        @Override
        public void ended(Key key, long number) {
            Noted noted = new Noted(key, number);
            StoredSession session = running.remove(noted);
            if (session != null) {
                ended.put(noted, session);
            }
        }

        private void compare() {
            ended.values()
                    .forEach(session -> before.computeIfPresent(
                            session.key(), (key, kept) -> kept.isBeginOf(session) ? kept.ended() : kept));
            running.values().forEach(this::compare);
        }

        private void compare(StoredSession session) {
            Before kept = before.get(session.key());
            StoredSession other = away.get(session.key());
            if (kept != null && kept.isBeginOf(session)) {
                before.put(session.key(), kept.wentOn(session.lastSeen()));
            } else if (kept != null || other != null && other.began() > session.began()) {
                over.add(session);
            } else {
                away.put(session.key(), session);
                if (other != null) {
                    over.add(other);
                }
            }
        }
    }

    private static long awayNumber(StoredSession session) {
        return AWAY + session.began();
    }

    @Override
    public void began(Session session) {
        events.add(EventType.SESSION_BEGUN, () -> {
            StoredSession begun = snapshots.of(session);
            StoredSession gone = away.remove(session.key());
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
            restored.add(new Restored(session, Before.of(stored)));
        }
    }

    @Override
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        long at = clock.now();
        events.add(EventType.SESSION_ENDED, () -> {
            note(to -> to.ended(session.key(), session.began()));
            Clock.Look look = clock.look();
            Before kept = session.lastSeen() - opened <= 0 ? before.remove(session.key()) : null;
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
        takeRestored();
        tellAway();
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
            StoredSession gone = away.remove(session.key());
            if (gone != null && !each.before().isBeginOf(gone)) {
                tellAway(gone);
            }
            note(to -> to.begun(seenReally(session), session.began()));
            if (gone != null && each.before().isBeginOf(gone)) {
                note(to -> to.ended(gone.key(), awayNumber(gone)));
            }
        }
    }

    private void tellAway() {
        over.forEach(this::tellAway);
        over.clear();
        long millis = (clock.now() - opened) / 1_000_000;
        Iterator<StoredSession> each = away.values().iterator();
        while (each.hasNext()) {
            StoredSession session = each.next();
            if (millis > session.idleTimeout()) {
                each.remove();
                tellAway(session);
            }
        }
    }

    private void tellAway(StoredSession session) {
        note(to -> to.ended(session.key(), awayNumber(session)));
        events.add(EventType.SESSION_ENDED, () -> SessionEvents.ended(session, SessionEnd.AWAY, clock.wallNow(), null));
    }

    private void look(Sessions all) {
        Clock.Look look = clock.look();
        all.forEachHeld(session -> {
            long seen = session.lastSeen();
            if (seen - lookedAt > 0 && seen - opened > 0) { // what was restored counts as seen, but wasn't
                if (!before.isEmpty()) {
                    before.remove(session.key());
                }
                note(to -> to.seen(session.key(), look.toWall(seen)));
            }
        });
        lookedAt = look.now() - OVERLAP.toNanos();
    }

    private void rewrite(WatchFile to) {
        long now = clock.now();
        Sessions all = Objects.requireNonNull(sessions, "opened before");
        try {
            to.rewrite(writer -> {
                all.forEachHeld(session -> writer.begun(seenReally(session), session.began()));
                away.values().forEach(session -> writer.begun(session, awayNumber(session)));
                over.forEach(session -> writer.begun(session, awayNumber(session)));
            });
            lookedAt = now - OVERLAP.toNanos();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** With the moment at which it was last seen, not at which it was restored. */
    private StoredSession seenReally(Session session) {
        StoredSession snapshot = snapshots.of(session);
        if (session.lastSeen() - opened > 0) {
            before.remove(session.key());
            return snapshot;
        }
        Before kept = before.get(session.key());
        return kept == null ? snapshot : snapshot.seenAt(kept.seen());
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
        long now = clock.now();
        if (toldAt == null || now - toldAt >= TOLD_EVERY.toNanos()) {
            toldAt = now;
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
}
