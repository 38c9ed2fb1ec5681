package tv.usher.engine.management.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Usher is, as the API shows it. The names of the components are those of the JSON; moments are as in RFC 3339, in UTC; what is unknown
 * is null and left out.
 *
 * @param configuration      the file in force
 * @param decisionsPerSecond by answer, of the last seconds
 * @param viewers            sessions that live
 * @param limitOfSessions    that are remembered at once
 * @param bans               in force, each order once
 * @param usersAtLimit       by what their grants say
 * @param fullLimits         of the configuration; some of them, the last first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
        @Nullable String version,
        String configuration,
        String startedAt,
        Map<String, Double> decisionsPerSecond,
        int viewers,
        int limitOfSessions,
        Unverified unverified,
        int bans,
        List<BackendStatus> backends,
        AtLimit usersAtLimit,
        List<FullLimit> fullLimits,
        Store store,
        List<Problem> problems,
        @Nullable Reload lastReload) {

    /**
     * @param viewers let in while a backend was unavailable, and watching
     * @param limit   how many may be let in at once; null if there is no bound
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Unverified(int viewers, @Nullable Integer limit) {}

    /**
     * Who lately wanted more sessions than allowed, and has as many as allowed.
     *
     * @param users some of them, the last first
     */
    public record AtLimit(int count, List<User> users) {}

    public record User(String user, String backend, int sessions, int limit) {}

    /**
     * A limit of the configuration that somebody lately met, and whose places are all taken.
     *
     * @param of    user, token, address or channel
     * @param whose places are taken; null for a token, which is shown nowhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FullLimit(
            String limit, String of, @Nullable String whose, int sessions, int most) {}

    /**
     * @param kind  memory, file or redis
     * @param state ok or away
     * @param nodes the other Ushers that share it and are there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Store(String kind, String state, @Nullable String message, List<String> nodes) {}

    /**
     * @param code    for programs; never changes
     * @param message what is wrong, in a sentence
     * @param advice  what to do
     */
    public record Problem(String code, String message, String advice) {}

    /**
     * @param result ok or refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reload(String at, String result, @Nullable String message) {}
}
