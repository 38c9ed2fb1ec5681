package tv.usher.engine.session;

/**
 * What became of it when an operator ended sessions. They end in any case; who is kept out depends on the room for bans.
 *
 * @param ended          how many sessions
 * @param userBanned     false if the user was to be kept out, but there are as many bans as allowed already
 * @param viewingsBanned false if what named a session couldn't be kept out for the same reason
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
