package tv.usher.engine.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a kick.
 *
 * @param id  of the bans that come of it; empty: each has an id of its own
 * @param ban zero: nobody is banned for longer than {@code deny-for}
 * @param by  who wants it, in words, may be empty
 * @param why as the operator says it, may be empty
 */
public record KickOrder(String id, Duration ban, String by, String why) {

    /**
     * @param session that it ends; empty if it ends a user's
     * @param about   null if unknown
     */
    BanOrder about(String session, @Nullable UserId about, long wallNow) {
        return new BanOrder(id, wallNow, by, why, session, about);
    }
}
