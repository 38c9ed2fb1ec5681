package tv.usher.engine.management.api;

import java.util.List;
import tv.usher.engine.session.KickResult;

/**
 * What became of an operator's order, as the API shows it.
 *
 * @param ended   how many sessions
 * @param banned  what is kept out for the ban: {@code viewing}, {@code token}, {@code user}; empty without a ban
 * @param user    whose session it was, or who is banned; empty if unknown
 * @param backend that knows the user
 */
record EndedView(int ended, List<String> banned, String user, String backend) {

    static EndedView ofSession(KickResult result, boolean banned) {
        List<String> what =
                !banned ? List.of() : result.tokenBanned() ? List.of("viewing", "token") : List.of("viewing");
        return new EndedView(result.ended(), what, result.user(), result.backend());
    }

    static EndedView ofUser(KickResult result, boolean banned, String user, String backend) {
        return new EndedView(result.ended(), banned ? List.of("user") : List.of(), user, backend);
    }
}
