package tv.usher.engine.management.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tv.usher.engine.session.Session;
import tv.usher.engine.util.Key;

/**
 * Picks one page out of all sessions, in the order of their ids, which doesn't change while they come and go. Keeps only the sessions of
 * the page: almost all of a million sessions are skipped after a look at their id.
 */
final class SessionPage implements Consumer<Session> {

    /** In the order of the hexadecimal digits. */
    private static final Comparator<Key> BY_ID = (one, other) -> one.high() != other.high()
            ? Long.compareUnsigned(one.high(), other.high())
            : Long.compareUnsigned(one.low(), other.low());

    private final Predicate<Session> filter;
    private final Optional<Key> after;
    private final int limit;
    private final PriorityQueue<Session> lastFirst =
            new PriorityQueue<>(Comparator.comparing(Session::key, BY_ID.reversed()));

    /**
     * @param after the page begins after this id; empty for the first page
     * @param limit sessions of the page, at least 1
     */
    SessionPage(Predicate<Session> filter, Optional<Key> after, int limit) {
        this.filter = filter;
        this.after = after;
        this.limit = limit;
    }

    @Override
    public void accept(Session session) {
        if (isInReach(session.key()) && filter.test(session)) {
            lastFirst.add(session);
            if (lastFirst.size() > limit + 1) {
                lastFirst.remove();
            }
        }
    }

    private boolean isInReach(Key key) {
        boolean isAfter = after.isEmpty() || BY_ID.compare(key, after.get()) > 0;
        return isAfter
                && (lastFirst.size() <= limit
                        || BY_ID.compare(key, lastFirst.peek().key()) < 0);
    }

    List<Session> sessions() {
        return lastFirst.stream()
                .sorted(Comparator.comparing(Session::key, BY_ID))
                .limit(limit)
                .toList();
    }

    /** True if more sessions follow the page. */
    boolean isFollowed() {
        return lastFirst.size() > limit;
    }
}
