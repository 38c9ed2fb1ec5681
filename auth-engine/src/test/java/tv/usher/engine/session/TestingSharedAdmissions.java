package tv.usher.engine.session;

import java.util.List;
import java.util.Optional;
import tv.usher.engine.util.Key;

/** What a shared store says of a newcomer whom nobody has ended, without the limit in his way. */
public final class TestingSharedAdmissions {

    private TestingSharedAdmissions() {}

    public static SessionStore.SharedAdmission of(boolean admitted, List<Key> ended) {
        return new SessionStore.SharedAdmission(admitted, ended, false, Optional.empty());
    }
}
