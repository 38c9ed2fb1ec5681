package tv.usher.engine.management.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.StoredBan;

/**
 * What became of an operator's order, as the API shows it.
 *
 * @param ended       how many sessions
 * @param banned      what is kept out for the ban: {@code viewing}, {@code token}, {@code user}; empty without a ban
 * @param user        whose session it was, or who is banned; empty if unknown
 * @param backend     that knows the user
 * @param ban         the id by which the ban in force can be ended; null without a ban
 * @param longerUntil when that one is over, if it is a longer ban of an earlier order, which stays; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndedView(
        int ended,
        List<String> banned,
        String user,
        String backend,
        @Nullable String ban,
        @Nullable String longerUntil) {

    static EndedView ofSession(KickResult result, KickOrder order) {
        List<String> what = result.tokenBanned() ? List.of("viewing", "token") : List.of("viewing");
        return of(result, order, what, result.user(), result.backend());
    }

    static EndedView ofUser(KickResult result, KickOrder order, String user, String backend) {
        return of(result, order, List.of("user"), user, backend);
    }

    private static EndedView of(KickResult result, KickOrder order, List<String> what, String user, String backend) {
        if (order.ban().isZero()) {
            return new EndedView(result.ended(), List.of(), user, backend, null, null);
        }
        StoredBan longer = result.longer();
        return longer == null
                ? new EndedView(result.ended(), what, user, backend, order.id(), null)
                : new EndedView(
                        result.ended(),
                        what,
                        user,
                        backend,
                        BanView.idOf(longer),
                        Instant.ofEpochMilli(longer.until()).toString());
    }
}
