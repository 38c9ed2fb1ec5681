package tv.usher.engine.session;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.util.Key;

/** No store: sessions are in the memory of this process alone. */
public final class MemoryStore implements SessionStore {

    @Override
    public void open(Listener listener) {}

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
    public void seen(Iterator<StoredSession> sessions) {}

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
