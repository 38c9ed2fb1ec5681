package tv.usher.engine.management.api;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.Revocations;
import tv.usher.engine.util.Key;

/** The viewers who are watching. */
public final class SessionsResource {

    private static final Logger log = LoggerFactory.getLogger(SessionsResource.class);

    private static final String AFTER = "after";
    private static final String OFFSET = "offset";
    private static final int MAX_OFFSET = 1_000_000;

    private final LiveSessions sessions;
    private final Revocations revocations;
    private final BanRequest ban;

    public SessionsResource(LiveSessions sessions, Revocations revocations, BanRequest ban) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.ban = ban;
    }

    /**
     * @param total sessions of all pages
     * @param next  where the next page begins, in the order of ids
     */
    record SessionsPage(
            List<SessionView> sessions, int total, @Nullable String next) {}

    Optional<SessionsPage> list(ApiRequest request) {
        Set<String> known = new HashSet<>(SessionFilter.PARAMETERS);
        known.addAll(Set.of(ApiRequest.LIMIT, AFTER, OFFSET, SessionOrder.PARAMETER));
        request.allowOnly(known);
        SessionOrder order = SessionOrder.of(request);
        boolean byId = order == SessionOrder.OF_IDS;
        if (request.parameter(AFTER).isPresent()
                && (!byId || request.parameter(OFFSET).isPresent())) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'after' has no meaning beside 'sort' or 'offset'");
        }
        SessionPage page = new SessionPage(
                SessionFilter.of(request),
                order,
                after(request),
                request.number(OFFSET, 0, MAX_OFFSET, 0),
                request.limit());
        sessions.forEach(page);
        List<SessionView> shown = page.sessions().stream()
                .map(sessions::snapshot)
                .map(SessionView::of)
                .toList();
        return Optional.of(new SessionsPage(
                shown,
                page.total(),
                byId && page.isFollowed() ? shown.get(shown.size() - 1).id() : null));
    }

    private static Optional<Key> after(ApiRequest request) {
        return request.parameter(AFTER)
                .map(id -> Key.parse(id)
                        .orElseThrow(
                                () -> new ApiException(ApiProblem.BAD_REQUEST, "'after' must be the id of a session")));
    }

    Optional<SessionView> find(ApiRequest request) {
        request.allowOnly(Set.of());
        return Optional.of(sessions.find(id(request)).map(SessionView::of).orElseThrow(SessionsResource::unknown));
    }

    Optional<EndedView> end(ApiRequest request) {
        request.allowOnly(BanRequest.PARAMETERS);
        KickOrder order = ban.of(request);
        Duration out = order.ban();
        Key id = id(request);
        KickResult result = revocations.kick(id, order);
        if (result.ended() == 0) {
            throw unknown();
        }
        EndedView ended = EndedView.ofSession(result, order);
        log.info(
                "an operator ({}) ended session {} and {} more with its token, ban {}s of {}",
                order.by(),
                id.hex(),
                result.ended() - 1,
                result.viewingsBanned() ? out.toSeconds() : 0,
                ended.banned());
        BanRequest.requireRoom(result, result.ended(), Duration.ZERO, revocations.bans());
        return Optional.of(ended);
    }

    private static Key id(ApiRequest request) {
        return Key.parse(request.path().get(1)).orElseThrow(SessionsResource::unknown);
    }

    private static ApiException unknown() {
        return new ApiException(ApiProblem.NO_SUCH_SESSION, "no session has this id");
    }
}
