package tv.usher.engine.session;

import java.time.Duration;

/** Kicks as tests want them. */
public final class TestingKicks {

    private TestingKicks() {}

    /** Of nobody in particular. */
    public static KickOrder of(Duration ban) {
        return new KickOrder("", ban, "", "");
    }

    /** What came of a kick that no player outlives, with no longer ban in force. */
    public static KickResult result(
            int ended, boolean userBanned, boolean viewingsBanned, boolean tokenBanned, String user, String backend) {
        return new KickResult(ended, 0, userBanned, viewingsBanned, tokenBanned, user, backend, null);
    }

    /** As above, of several users or nobody, and of no token. */
    public static KickResult result(int ended, boolean userBanned, boolean viewingsBanned) {
        return result(ended, userBanned, viewingsBanned, false, "", "");
    }
}
