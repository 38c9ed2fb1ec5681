package tv.usher.engine.session;

import java.util.Optional;

/** No store: sessions are in the memory of this process alone. */
public final class MemoryStore implements SessionStore {

    @Override
    public void open(Listener listener) {}

    @Override
    public void put(StoredSession session) {}

    @Override
    public void remove(StoredSession session) {}

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
