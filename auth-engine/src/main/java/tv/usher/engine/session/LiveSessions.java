package tv.usher.engine.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Who is watching at this process, as operators look at them and count them. Changes nothing. Thread-safe; nothing here blocks. */
public final class LiveSessions {

    /** So many are counted whenever somebody wants to know. */
    static final int MOST_COUNTED = 10_000;

    private final SessionTable table;
    private final LimitsMet limitsMet;
    private final ViewersHistory history;
    private final Snapshots snapshots;
    private final Clock clock;
    private volatile int lapsed;

    LiveSessions(SessionTable table, LimitsMet limitsMet, ViewersHistory history, Snapshots snapshots, Clock clock) {
        this.table = table;
        this.limitsMet = limitsMet;
        this.history = history;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Each live session once, in no order. */
    public void forEach(Consumer<Session> action) {
        long now = clock.now();
        table.forEach(session -> {
            if (session.isLive(now)) {
                action.accept(session);
            }
        });
    }

    /** Each session that may go on, once, in no order: those that live, and expired ones that haven't been swept yet. */
    public void forEachHeld(Consumer<Session> action) {
        table.forEach(session -> {
            if (!session.hasEnded()) {
                action.accept(session);
            }
        });
    }

    /** The live session of that key. */
    public Optional<StoredSession> find(Key key) {
        Session session = table.get(key);
        return session != null && session.key().equals(key) && session.isLive(clock.now())
                ? Optional.of(snapshots.of(session))
                : Optional.empty();
    }

    /** The session as it is now. */
    public StoredSession snapshot(Session session) {
        return snapshots.of(session);
    }

    /** What is played at those addresses now. Looks at all sessions. */
    public OtherAgents otherAgents(Collection<String> clients) {
        OtherAgents found = new OtherAgents(clients);
        forEach(found::look);
        return found;
    }

    /** True if the viewer's address plays this with another user agent, but not with this one. Looks at all sessions. */
    public boolean hasOtherAgent(Viewing viewing) {
        Session.Playback playback = viewing.playback();
        return otherAgents(List.of(playback.client())).play(playback);
    }

    /** How many viewers there were in the last day. */
    public ViewersHistory history() {
        return history;
    }

    /** How many live; cheap. Where there are very many, one whose grant ends is left out from the next sweep on. */
    public int size() {
        int remembered = table.size();
        if (remembered > MOST_COUNTED) {
            return Math.max(0, remembered - lapsed);
        }
        int[] live = new int[1];
        forEach(session -> live[0]++);
        return live[0];
    }

    /** A sweep has found so many that don't live, but that an outage may bring back. */
    void swept(int lapsed) {
        this.lapsed = lapsed;
    }

    /** How many are remembered: those that live, and those that an outage may bring back. */
    public int remembered() {
        return table.size();
    }

    /** How many may be remembered at once. */
    public int most() {
        return table.most();
    }

    /** Viewers who were let in unverified and have a session. */
    public int unverified() {
        return table.places().size();
    }

    /** As above, of one backend. */
    public int unverified(String backend) {
        int[] found = new int[1];
        table.places().forEach((name, viewers) -> found[0] += name.equals(backend) ? viewers : 0);
        return found[0];
    }

    /** Limits that somebody lately met, and whose places are all taken still. */
    public List<MetLimit> limitsMet() {
        return limitsMet.now(clock.now());
    }
}
