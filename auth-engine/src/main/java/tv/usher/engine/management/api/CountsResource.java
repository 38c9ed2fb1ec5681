package tv.usher.engine.management.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Sessions;

/** How many viewers are watching, and how they were let in. */
public final class CountsResource {

    private final Sessions sessions;

    public CountsResource(Sessions sessions) {
        this.sessions = sessions;
    }

    record Counts(
            int sessions,
            Map<String, Integer> byBackend,
            Map<String, Integer> byDialect,
            int unverified,
            int kept,
            int bans,
            long denials,
            Store store) {}

    /**
     * @param problem null while the store works
     */
    record Store(boolean ok, @Nullable String problem) {}

    Optional<Counts> count(ApiRequest request) {
        request.allowOnly(Set.of());
        Tally tally = new Tally();
        sessions.live().forEach(tally);
        Optional<String> problem = sessions.storeStatus().problem();
        return Optional.of(new Counts(
                tally.sessions,
                tally.byBackend,
                tally.byDialect,
                tally.unverified,
                tally.kept,
                sessions.revocations().orders(),
                sessions.denials(),
                new Store(problem.isEmpty(), problem.orElse(null))));
    }

    private static final class Tally implements Consumer<Session> {

        private final Map<String, Integer> byBackend = new TreeMap<>();
        private final Map<String, Integer> byDialect = new TreeMap<>();
        private int sessions;
        private int unverified;
        private int kept;

        @Override
        public void accept(Session session) {
            sessions++;
            byBackend.merge(session.origin().backend(), 1, Integer::sum);
            byDialect.merge(session.origin().dialect(), 1, Integer::sum);
            unverified += session.isVerified() ? 0 : 1;
            kept += session.isKept() ? 1 : 0;
        }
    }
}
