package tv.usher.engine.management.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tv.usher.engine.session.Session;
import tv.usher.engine.util.Key;

/**
 * Picks one page out of all sessions. Keeps only those up to the page's end: almost all of a million sessions are skipped after a look at
 * what they are sorted by.
 */
final class SessionPage implements Consumer<Session> {

    private final Predicate<Session> filter;
    private final SessionOrder order;
    private final Optional<Key> after;
    private final int offset;
    private final int most;
    private final PriorityQueue<SessionOrder.Placed> lastFirst;
    private int total;
    private boolean isFollowed;

    /**
     * @param after  the page begins after this id, in the order of ids; empty for the first page
     * @param offset sessions that are skipped
     * @param limit  sessions of the page, at least 1
     */
    SessionPage(Predicate<Session> filter, SessionOrder order, Optional<Key> after, int offset, int limit) {
        this.filter = filter;
        this.order = order;
        this.after = after;
        this.offset = offset;
        this.most = offset + limit;
        this.lastFirst = new PriorityQueue<>(order.reversed());
    }

    @Override
    public void accept(Session session) {
        if (!filter.test(session)) {
            return;
        }
        total++;
        if (after.isEmpty() || SessionOrder.isAfter(session, after.get())) {
            add(order.place(session));
        }
    }

    /** One more than the page has, to know whether others follow. */
    private void add(SessionOrder.Placed session) {
        if (lastFirst.size() <= most) {
            lastFirst.add(session);
        } else if (order.compare(session, lastFirst.element()) < 0) {
            lastFirst.remove();
            lastFirst.add(session);
        }
    }

    /** How many there are for whom the filter holds, on all pages. */
    int total() {
        return total;
    }

    /** Once, after the walk: takes the page from the end of those that are kept, so that a late page costs no more than the first. */
    List<Session> sessions() {
        isFollowed = lastFirst.size() > most;
        while (lastFirst.size() > most) {
            lastFirst.remove();
        }
        List<Session> page = new ArrayList<>();
        while (lastFirst.size() > offset) {
            page.add(lastFirst.remove().session());
        }
        Collections.reverse(page);
        return page;
    }

    /** True if more sessions follow the page; known after {@link #sessions}. */
    boolean isFollowed() {
        return isFollowed;
    }
}
