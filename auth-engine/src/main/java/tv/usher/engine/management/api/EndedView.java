package tv.usher.engine.management.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.UserId;

/**
 * What became of an operator's order, as the API shows it.
 *
 * @param ended       how many sessions; of a user, those that lived, at all Ushers
 * @param stillPlaying of how many sessions nobody stops the player; of a user, those that this Usher has
 * @param banned      what is kept out for the ban: {@code viewing}, {@code token}, {@code user}; empty without a ban
 * @param user        whose session it was, or who is banned; empty if unknown
 * @param backend     that knows the user
 * @param ban         the id by which the ban in force can be ended; null without a ban
 * @param longerUntil when that one is over, if it is a longer ban of an earlier order, which stays; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndedView(
        long ended,
        int stillPlaying,
        List<String> banned,
        String user,
        String backend,
        @Nullable String ban,
        @Nullable String longerUntil) {

    static EndedView ofSession(KickResult result, KickOrder order) {
        List<String> what = result.tokenBanned() ? List.of("viewing", "token") : List.of("viewing");
        return of(result.ended(), result, order, what, new UserId(result.backend(), result.user()));
    }

    static EndedView ofUser(long ended, KickResult result, KickOrder order, UserId user) {
        return of(ended, result, order, List.of("user"), user);
    }

    private static EndedView of(long ended, KickResult result, KickOrder order, List<String> what, UserId user) {
        if (order.ban().isZero()) {
            return new EndedView(ended, result.stillPlaying(), List.of(), user.user(), user.backend(), null, null);
        }
        StoredBan longer = result.longer();
        return longer == null
                ? new EndedView(ended, result.stillPlaying(), what, user.user(), user.backend(), order.id(), null)
                : new EndedView(
                        ended,
                        result.stillPlaying(),
                        what,
                        user.user(),
                        user.backend(),
                        BanView.idOf(longer),
                        Instant.ofEpochMilli(longer.until()).toString());
    }
}
