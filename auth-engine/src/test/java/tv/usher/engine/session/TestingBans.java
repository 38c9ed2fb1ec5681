package tv.usher.engine.session;

import tv.usher.engine.util.Key;

/** Bans whose order wasn't kept. */
public final class TestingBans {

    private TestingBans() {}

    public static StoredBan of(UserId user, long until) {
        return new StoredBan(user, null, until, BanOrder.UNKNOWN);
    }

    public static StoredBan of(Key viewing, long until) {
        return new StoredBan(null, viewing, until, BanOrder.UNKNOWN);
    }
}
