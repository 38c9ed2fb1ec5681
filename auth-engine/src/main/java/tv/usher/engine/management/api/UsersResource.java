package tv.usher.engine.management.api;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.UserId;

/** All sessions of one user. */
public final class UsersResource {

    private static final Logger log = LoggerFactory.getLogger(UsersResource.class);

    private final Sessions sessions;
    private final Supplier<Set<String>> backends;
    private final BanRequest ban;

    /**
     * @param backends of the configuration in force
     */
    public UsersResource(Sessions sessions, Supplier<Set<String>> backends, BanRequest ban) {
        this.sessions = sessions;
        this.backends = backends;
        this.ban = ban;
    }

    /** Also bans a user who has no session. */
    Optional<EndedView> end(ApiRequest request) {
        request.allowOnly(BanRequest.PARAMETERS);
        KickOrder order = ban.of(request);
        Duration out = order.ban();
        String backend = request.path().get(1);
        if (!backends.get().contains(backend)) {
            throw new ApiException( // else a misspelt ban would ban nobody
                    ApiProblem.NO_SUCH_BACKEND,
                    "no backend has this name; there are: " + String.join(", ", backends.get()));
        }
        String user = request.path().get(2);
        KickResult result = sessions.kick(new UserId(backend, user), order);
        log.info(
                "an operator ({}) ended {} sessions of user '{}' of {}, ban {}s",
                order.by(),
                result.ended(),
                user,
                backend,
                result.userBanned() ? out.toSeconds() : 0);
        BanRequest.requireRoom(result, out, sessions.bans());
        return Optional.of(EndedView.ofUser(result, order, user, backend));
    }
}
