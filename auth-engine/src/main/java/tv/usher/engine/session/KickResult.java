package tv.usher.engine.session;

import org.jspecify.annotations.Nullable;

/**
 * What happened when an operator ended sessions. The sessions end in any case; the bans need room.
 *
 * @param ended          how many sessions
 * @param stillPlaying   as far as is known here, of how many nobody stops the player
 * @param userBanned     false if the user should be banned, but there was no room for the ban
 * @param viewingsBanned false if there was no room to ban the viewing of each session
 * @param tokenBanned    true if all that named the viewing is kept out wherever it is shown
 * @param user           whose session it was, empty if unknown or of several
 * @param backend        that knows the user
 * @param longer         a ban that was in force already and stays, since it isn't over sooner than the one ordered; null if there is none
 */
public record KickResult(
        int ended,
        int stillPlaying,
        boolean userBanned,
        boolean viewingsBanned,
        boolean tokenBanned,
        String user,
        String backend,
        @Nullable StoredBan longer) {

    public static final KickResult NOTHING = new KickResult(0, 0, true, true, false, "", "", null);

    static KickResult of(Session session, boolean viewingBanned, @Nullable StoredBan longer) {
        return new KickResult(
                1,
                session.playsOn() ? 1 : 0,
                true,
                viewingBanned,
                false,
                session.user(),
                session.origin().backend(),
                longer);
    }

    static KickResult ofUser(boolean banned, @Nullable StoredBan longer) {
        return new KickResult(0, 0, banned, true, false, "", "", longer);
    }

    public boolean isComplete() {
        return userBanned && viewingsBanned;
    }

    public KickResult and(KickResult other) {
        return new KickResult(
                ended + other.ended,
                stillPlaying + other.stillPlaying,
                userBanned && other.userBanned,
                viewingsBanned && other.viewingsBanned,
                tokenBanned || other.tokenBanned,
                user,
                backend,
                longer);
    }

    /**
     * @param banned       false if there was no room for each ban
     * @param longerOfThem counts in place of the viewing's, since a banned token keeps out the viewing too
     */
    KickResult withTokens(boolean banned, @Nullable StoredBan longerOfThem) {
        return new KickResult(
                ended, stillPlaying, userBanned, viewingsBanned && banned, banned, user, backend, longerOfThem);
    }
}
