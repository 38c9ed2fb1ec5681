package tv.usher.engine.inbound;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.dialect.Dialect;

/**
 * One question on its way.
 *
 * @param request all of it unknown if it couldn't be read
 * @param cookie  what the edge carries for Usher, empty if nothing
 * @param refusal null if it could be read
 * @param arrived by {@link System#nanoTime}
 */
record Question(Dialect dialect, AccessRequest request, String cookie, Decision refusal, long arrived) {

    private static final AccessRequest UNREAD = AccessRequest.builder().build();

    static Question readable(Dialect dialect, AccessRequest request, String cookie, long arrived) {
        return new Question(dialect, request, cookie, null, arrived);
    }

    static Question refused(Dialect dialect, String why, long arrived) {
        return new Question(dialect, UNREAD, "", Decision.refused(dialect.name(), why), arrived);
    }
}
