package tv.usher.engine.session;

/**
 * What happened when an operator ended sessions. The sessions end in any case; the bans need room.
 *
 * @param ended          how many sessions
 * @param userBanned     false if the user should be banned, but there was no room for the ban
 * @param viewingsBanned false if there was no room to ban the viewing of each session
 */
public record KickResult(int ended, boolean userBanned, boolean viewingsBanned) {

    public static final KickResult NOTHING = new KickResult(0, true, true);

    public boolean isComplete() {
        return userBanned && viewingsBanned;
    }

    public KickResult and(KickResult other) {
        return new KickResult(
                ended + other.ended, userBanned && other.userBanned, viewingsBanned && other.viewingsBanned);
    }
}
