package tv.usher.engine.session;

/**
 * What happened when an operator ended sessions. The sessions end in any case; the bans need room.
 *
 * @param ended          how many sessions
 * @param userBanned     false if the user should be banned, but there was no room for the ban
 * @param viewingsBanned false if there was no room to ban the viewing of each session
 * @param tokenBanned    true if what named the viewing is kept out wherever it is shown
 * @param user           whose session it was, empty if unknown or of several
 * @param backend        that knows the user
 */
public record KickResult(
        int ended, boolean userBanned, boolean viewingsBanned, boolean tokenBanned, String user, String backend) {

    public static final KickResult NOTHING = new KickResult(0, true, true);

    public KickResult(int ended, boolean userBanned, boolean viewingsBanned) {
        this(ended, userBanned, viewingsBanned, false, "", "");
    }

    static KickResult of(Session session, boolean viewingBanned) {
        return new KickResult(
                1, true, viewingBanned, false, session.user(), session.origin().backend());
    }

    static KickResult ofUser(boolean banned) {
        return new KickResult(0, banned, true);
    }

    public boolean isComplete() {
        return userBanned && viewingsBanned;
    }

    public KickResult and(KickResult other) {
        return new KickResult(
                ended + other.ended,
                userBanned && other.userBanned,
                viewingsBanned && other.viewingsBanned,
                tokenBanned || other.tokenBanned,
                user,
                backend);
    }

    /**
     * @param banned false if there was no room for the ban
     */
    KickResult withToken(boolean banned) {
        return new KickResult(ended, userBanned, viewingsBanned && banned, banned, user, backend);
    }
}
