package tv.usher.engine.management.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UnverifiedLog;

/** The viewers who were let in unverified, the newest first. */
public final class UnverifiedResource {

    private static final String BACKEND = "backend";

    private final Sessions sessions;

    public UnverifiedResource(Sessions sessions) {
        this.sessions = sessions;
    }

    record Viewers(List<Viewer> viewers) {}

    record Viewer(
            String id,
            String backend,
            String channel,
            String client,
            String rule,
            String since,
            String reason,
            String why,
            String now) {}

    Optional<Viewers> list(ApiRequest request) {
        request.allowOnly(Set.of(BACKEND, Limit.PARAMETER));
        Optional<String> backend = request.parameter(BACKEND);
        return Optional.of(new Viewers(sessions.unverifiedLog().newest().stream()
                .filter(entry -> backend.isEmpty()
                        || backend.get().equals(entry.session().origin().backend()))
                .limit(Limit.of(request))
                .map(this::view)
                .toList()));
    }

    private Viewer view(UnverifiedLog.UnverifiedViewer entry) {
        StoredSession session = entry.session();
        return new Viewer(
                session.key().hex(),
                session.origin().backend(),
                WireText.read(session.place().channel()),
                session.place().client(),
                session.origin().rule(),
                Instant.ofEpochMilli(session.began()).toString(),
                entry.reason().code(),
                entry.reason().text(),
                now(entry));
    }

    private String now(UnverifiedLog.UnverifiedViewer entry) {
        return switch (entry.outcome()) {
            case VERIFIED -> "verified";
            case DENIED -> "denied";
            case UNVERIFIED ->
                sessions.find(entry.session().key())
                        .map(session -> session.verified() ? "verified" : "unverified")
                        .orElse("over");
        };
    }
}
