package tv.usher.engine.management.api;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Session;

/** The filter of a list of sessions: shows sessions for which all given conditions hold. */
final class SessionFilter {

    static final Set<String> PARAMETERS =
            Set.of("user", "backend", "channel", "client", "dialect", "caller", "verified", "q");

    private SessionFilter() {}

    /**
     * @throws ApiException if a value is malformed
     */
    static Predicate<Session> of(ApiRequest request) {
        Predicate<Session> all = session -> true;
        return all.and(isText(request, "user", Session::user))
                .and(isText(request, "channel", session -> WireText.read(session.channel())))
                .and(isText(request, "backend", session -> session.origin().backend()))
                .and(isText(request, "dialect", session -> session.origin().dialect()))
                .and(isAddress(request, "client", session -> session.playback().client()))
                .and(isAddress(request, "caller", session -> session.origin().caller()))
                .and(isVerified(request))
                .and(hasText(request));
    }

    private static Predicate<Session> hasText(ApiRequest request) {
        String text = request.parameter("q").orElse("");
        if (text.length() > SessionText.MAX_LENGTH) {
            throw new ApiException(
                    ApiProblem.BAD_REQUEST, "'q' must have at most " + SessionText.MAX_LENGTH + " characters");
        }
        return new SessionText(text);
    }

    private static Predicate<Session> isText(ApiRequest request, String name, Function<Session, String> value) {
        return request.parameter(name).map(wanted -> is(wanted, value)).orElse(session -> true);
    }

    private static Predicate<Session> isAddress(ApiRequest request, String name, Function<Session, String> value) {
        return request.parameter(name)
                .map(text -> IpAddress.parse(text)
                        .orElseThrow(
                                () -> new ApiException(ApiProblem.BAD_REQUEST, "'" + name + "' must be an IP address"))
                        .toString())
                .map(wanted -> is(wanted, value))
                .orElse(session -> true);
    }

    private static Predicate<Session> isVerified(ApiRequest request) {
        String wanted = request.parameter("verified").orElse("");
        return switch (wanted) {
            case "true" -> Session::isVerified;
            case "false" -> session -> !session.isVerified();
            default -> {
                if (request.parameter("verified").isPresent()) {
                    throw new ApiException(ApiProblem.BAD_REQUEST, "'verified' must be true or false");
                }
                yield session -> true;
            }
        };
    }

    private static Predicate<Session> is(String wanted, Function<Session, String> value) {
        return session -> value.apply(session).equals(wanted);
    }
}
