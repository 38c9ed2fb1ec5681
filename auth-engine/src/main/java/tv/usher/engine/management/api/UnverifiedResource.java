package tv.usher.engine.management.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.management.status.StatusReport;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UnverifiedLog;

/** The viewers who were let in unverified, the newest first. */
public final class UnverifiedResource {

    private static final String BACKEND = "backend";

    private final LiveSessions sessions;
    private final UnverifiedLog log;
    private final StatusReport report;

    public UnverifiedResource(LiveSessions sessions, UnverifiedLog log, StatusReport report) {
        this.sessions = sessions;
        this.log = log;
        this.report = report;
    }

    /**
     * @param total    unverified viewers who are watching
     * @param limit    how many may be let in unverified at once, of that backend if one is asked for; null if there is no bound
     * @param sessions of those, in no order
     * @param viewers  who was let in lately, also those who have left or were asked about since
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Viewers(int total, @Nullable Integer limit, List<SessionView> sessions, List<Viewer> viewers) {}

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
        request.allowOnly(Set.of(BACKEND, ApiRequest.LIMIT));
        Optional<String> backend = request.parameter(BACKEND);
        int most = request.limit();
        int[] total = new int[1];
        List<SessionView> watching = new ArrayList<>();
        sessions.forEach(session -> {
            if (!session.isVerified()
                    && (backend.isEmpty()
                            || backend.get().equals(session.origin().backend()))) {
                total[0]++;
                if (watching.size() < most) {
                    watching.add(SessionView.of(sessions.snapshot(session)));
                }
            }
        });
        List<Viewer> viewers = log.newest().stream()
                .filter(entry -> backend.isEmpty()
                        || backend.get().equals(entry.session().origin().backend()))
                .limit(most)
                .map(this::view)
                .toList();
        return Optional.of(new Viewers(total[0], report.mostUnverified(backend).orElse(null), watching, viewers));
    }

    private Viewer view(UnverifiedLog.UnverifiedViewer entry) {
        StoredSession session = entry.session();
        return new Viewer(
                session.key().hex(),
                session.origin().backend(),
                WireText.read(session.playback().channel()),
                session.playback().client(),
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
