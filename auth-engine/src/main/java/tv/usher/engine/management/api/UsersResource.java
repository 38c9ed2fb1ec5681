package tv.usher.engine.management.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Secret;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.Revocations;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.UserSessions;
import tv.usher.engine.util.Key;

/** The sessions of one user. */
public final class UsersResource {

    private static final Logger log = LoggerFactory.getLogger(UsersResource.class);

    private static final int MOST_LISTED = 100;

    /** Operators show none. */
    private static final CompletableFuture<Boolean> NO_CODE = CompletableFuture.completedFuture(true);

    private final UserSessions sessions;
    private final Revocations revocations;
    private final Supplier<List<WatchedBackend>> backends;
    private final BanRequest ban;
    private final OneTimeCodes codes;

    /**
     * @param backends of the configuration in force
     */
    public UsersResource(
            UserSessions sessions,
            Revocations revocations,
            Supplier<List<WatchedBackend>> backends,
            BanRequest ban,
            OneTimeCodes codes) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.backends = backends;
        this.ban = ban;
        this.codes = codes;
    }

    /**
     * What a portal shows to the user, who may see where else somebody watches, and nothing of the operator's.
     *
     * @param since    as in RFC 3339, in UTC, as is {@code lastSeen}
     */
    record OwnSession(String id, String channel, String client, String since, String lastSeen) {

        static OwnSession of(SessionView session) {
            return new OwnSession(
                    session.id(), session.channel(), session.client(), session.since(), session.lastSeen());
        }
    }

    record OwnSessions(List<OwnSession> sessions) {

        static OwnSessions of(List<StoredSession> sessions) {
            return new OwnSessions(
                    sessions.stream().map(SessionView::of).map(OwnSession::of).toList());
        }
    }

    /**
     * @throws ApiException if the request's one-time code isn't good for the user of the address
     */
    void requireGoodCode(ApiRequest request) {
        require(codes.isGood(codeOf(request).orElse(""), user(request)));
    }

    CompletableFuture<Optional<?>> list(ApiRequest request) {
        request.allowOnly(Set.of());
        UserId user = user(request);
        if (codeOf(request).isPresent() && !codes.mayLook(user)) {
            throw busy("a code shows the sessions once a second");
        }
        return sessions.of(user, MOST_LISTED).thenApply(all -> Optional.of(OwnSessions.of(all)));
    }

    /** One of his sessions, without a ban. A code is used up only if there is such a session. */
    CompletableFuture<Optional<?>> endOne(ApiRequest request) {
        request.allowOnly(Set.of());
        UserId user = user(request);
        Key id = Key.parse(request.path().get(4)).orElseThrow(UsersResource::unknown);
        Optional<String> code = codeOf(request);
        if (code.isPresent() && !codes.mayEnd(user)) {
            throw busy("a code ends a session once a second");
        }
        String why = code.isPresent() ? "the user ended this session from another screen" : "";
        KickOrder order = new KickOrder("", Duration.ZERO, request.operator().by(), why);
        return sessions.find(user, id).thenCompose(found -> {
            StoredSession session = found.orElseThrow(UsersResource::unknown);
            return code.map(shown -> codes.use(shown, user)).orElse(NO_CODE).thenApply(isGood -> {
                require(isGood);
                return Optional.of(end(session, order));
            });
        });
    }

    private EndedView end(StoredSession session, KickOrder order) {
        KickResult result = sessions.end(session, order);
        log.info(
                "session {} of user '{}' of {} was ended ({})",
                session.key().hex(),
                session.user(),
                session.origin().backend(),
                order.by());
        return EndedView.ofSession(result, order);
    }

    private static ApiException busy(String why) {
        return new ApiException(ApiProblem.BUSY, why, Map.of("Retry-After", "1"));
    }

    private static Optional<String> codeOf(ApiRequest request) {
        return request.operator().code().map(Secret::reveal);
    }

    private static void require(boolean isGoodCode) {
        if (!isGoodCode) {
            throw new ApiException(
                    ApiProblem.CODE_NOT_GOOD, "this code is over or used, or was not given to a viewer of this user");
        }
    }

    private static ApiException unknown() {
        return new ApiException(ApiProblem.NO_SUCH_SESSION, "this user has no session of this id");
    }

    private static UserId user(ApiRequest request) {
        return new UserId(request.path().get(1), request.path().get(2));
    }

    /** Also bans a user who has no session. Nothing is waited for before that, only for how many there were. */
    CompletableFuture<Optional<?>> end(ApiRequest request) {
        request.allowOnly(BanRequest.PARAMETERS);
        KickOrder order = ban.of(request);
        Duration out = order.ban();
        String backend = request.path().get(1);
        List<String> known = backends.get().stream().map(WatchedBackend::name).toList();
        if (!known.contains(backend)) {
            throw new ApiException( // else a misspelt ban would ban nobody
                    ApiProblem.NO_SUCH_BACKEND, "no backend has this name; there are: " + String.join(", ", known));
        }
        UserId user = user(request);
        CompletableFuture<Long> live = sessions.count(user); // a store is asked before it is told
        KickResult result = revocations.kick(user, order);
        return live.thenApply(ended -> {
            log.info(
                    "an operator ({}) ended {} sessions of user '{}' of {}, ban {}s",
                    order.by(),
                    ended,
                    user.user(),
                    backend,
                    result.userBanned() ? out.toSeconds() : 0);
            BanRequest.requireRoom(result, ended, out, revocations.bans());
            return Optional.of(EndedView.ofUser(ended, result, order, user));
        });
    }
}
