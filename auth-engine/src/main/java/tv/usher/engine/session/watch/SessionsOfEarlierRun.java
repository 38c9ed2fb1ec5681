package tv.usher.engine.session.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/**
 * What ran before the start: sessions that a store has restored go on, and the others are away. What was noted is read once, and compared
 * with what was restored. Several sessions may have had the same key. For one thread.
 */
final class SessionsOfEarlierRun implements WatchFile.Reader {

    /** By how much the begin of one session may differ from itself, since two clocks tell it. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /** The number of what ran before the start is this and its begin, so that it isn't that of a session that runs. */
    private static final long AWAY = Long.MIN_VALUE;

    /** What restored sessions were before the start, until they are seen here. */
    private final Map<Key, Kept> kept = new HashMap<>();

    /** What isn't known now; it may still come back from a store that other Ushers share. */
    private final Map<Key, StoredSession> away = new HashMap<>();

    /** What can't come back, since a later session has its key. */
    private final List<StoredSession> over = new ArrayList<>();

    private final Map<Noted, StoredSession> running = new LinkedHashMap<>();
    private final Map<Noted, StoredSession> ended = new HashMap<>();

    /** Which one of a key was seen: what ran before an earlier start can't be. */
    private final Map<Key, Noted> newest = new HashMap<>();

    private record Noted(Key key, long number) {}

    /**
     * Moments are milliseconds of the wall clock since 1970, but for one.
     *
     * @param restored of the clock of this process
     * @param told     true if its end was told already, and a killed Usher hadn't stored that
     */
    record Kept(long began, long seen, long restored, boolean told) {

        static Kept of(StoredSession session, long restored) {
            return new Kept(session.began(), session.lastSeen(), restored, false);
        }

        boolean isBeginOf(StoredSession session) {
            return Math.abs(session.began() - began) < SAME.toMillis();
        }

        /** It wasn't over, even if that of it which was away is. */
        Kept wentOn(long at) {
            return new Kept(began, Math.max(seen, at), restored, false);
        }

        private Kept ended() {
            return new Kept(began, seen, restored, true);
        }
    }

    /** The number in the file of a session that is away. */
    static long number(StoredSession session) {
        return AWAY + session.began();
    }

    /** A store has restored it. */
    void kept(Key key, Kept before) {
        kept.put(key, before);
    }

    @Override
    public void begun(StoredSession session, long number) {
        Noted noted = new Noted(session.key(), number);
        running.put(noted, session);
        if (number != number(session)) {
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

    /** What was read with what was kept; once. */
    void compare() {
        ended.values()
                .forEach(session -> kept.computeIfPresent(
                        session.key(), (key, before) -> before.isBeginOf(session) ? before.ended() : before));
        running.values().forEach(this::compare);
        ended.clear();
        running.clear();
        newest.clear();
    }

    private void compare(StoredSession session) {
        Kept before = kept.get(session.key());
        StoredSession other = away.get(session.key());
        if (before != null && before.isBeginOf(session)) {
            kept.put(session.key(), before.wentOn(session.lastSeen()));
        } else if (before != null || other != null && other.began() > session.began()) {
            over.add(session);
        } else {
            away.put(session.key(), session);
            if (other != null) {
                over.add(other);
            }
        }
    }

    /** What a restored session was before; null if it wasn't restored, or has been seen since. */
    @Nullable Kept of(Key key) {
        return kept.isEmpty() ? null : kept.get(key);
    }

    /** From now on the session is what it is here. */
    void seen(Key key) {
        if (!kept.isEmpty()) {
            kept.remove(key);
        }
    }

    /** A session has this key again. The one that was away, if one was. */
    @Nullable StoredSession isBack(Key key) {
        return away.remove(key);
    }

    /**
     * Those that can't come back; each is handed out once.
     *
     * @param nanos since what was noted was read
     */
    List<StoredSession> gone(long nanos) {
        List<StoredSession> gone = new ArrayList<>(over);
        over.clear();
        Iterator<StoredSession> each = away.values().iterator();
        while (each.hasNext()) {
            StoredSession session = each.next();
            if (nanos / 1_000_000 > session.idleTimeout()) {
                each.remove();
                gone.add(session);
            }
        }
        return gone;
    }

    /** All that aren't known now. */
    void forEachAway(Consumer<StoredSession> action) {
        away.values().forEach(action);
        over.forEach(action);
    }
}
