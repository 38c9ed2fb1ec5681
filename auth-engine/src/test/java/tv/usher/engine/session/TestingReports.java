package tv.usher.engine.session;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.util.Key;

/** A shared store that is told which sessions were seen, and takes a report only by {@link #takesAll}. It knows and keeps nothing. */
final class TestingReports implements SessionStore {

    private final Queue<Iterator<StoredSession>> reports = new ArrayDeque<>();

    /** How many sessions the report tells that was made first. */
    int takesAll() {
        Iterator<StoredSession> first = reports.remove();
        int many = 0;
        while (first.hasNext()) {
            first.next();
            many++;
        }
        return many;
    }

    @Override
    public void open(Listener listener) {}

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletableFuture<Known> find(List<Key> keys) {
        return CompletableFuture.completedFuture(Known.NOTHING);
    }

    @Override
    public CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void put(StoredSession session) {}

    @Override
    public void remove(StoredSession session) {}

    @Override
    public void seen(Iterator<StoredSession> sessions) {
        reports.add(sessions);
    }

    @Override
    public void deny(Key key, Refusal refusal) {}

    @Override
    public void ban(StoredBan ban) {}

    @Override
    public void lift(StoredBan ban) {}

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
