package tv.usher.engine.session;

/**
 * What became of it when an operator ended sessions. They end in any case; who is kept out depends on the room for bans.
 *
 * @param ended          how many sessions
 * @param userBanned     false if the user was to be kept out, but there are as many bans as allowed already
 * @param viewingsBanned false if what named a session couldn't be kept out for the same reason
 */
public record Kicked(int ended, boolean userBanned, boolean viewingsBanned) {

    public static final Kicked NOTHING = new Kicked(0, true, true);

    public boolean isComplete() {
        return userBanned && viewingsBanned;
    }

    public Kicked and(Kicked other) {
        return new Kicked(ended + other.ended, userBanned && other.userBanned, viewingsBanned && other.viewingsBanned);
    }
}
