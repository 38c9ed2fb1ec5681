package tv.usher.engine.management.api;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
        return all.and(request.is("user", Session::user))
                .and(request.is("channel", session -> WireText.read(session.channel())))
                .and(request.is("backend", session -> session.origin().backend()))
                .and(request.is("dialect", session -> session.origin().dialect()))
                .and(request.isAddress("client", session -> session.playback().client()))
                .and(request.isAddress("caller", session -> session.origin().caller()))
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

    private static Predicate<Session> isVerified(ApiRequest request) {
        Optional<Boolean> wanted = request.flag("verified");
        return session -> wanted.isEmpty() || wanted.get() == session.isVerified();
    }
}
