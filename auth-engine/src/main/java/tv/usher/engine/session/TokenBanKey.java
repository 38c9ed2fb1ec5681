package tv.usher.engine.session;

import tv.usher.engine.util.Key;

/** Under which a token is banned: its hash of 64 bits, as a key that no viewing has. */
final class TokenBanKey {

    private TokenBanKey() {}

    static Key of(long token) {
        return new Key(token, 0);
    }

    static boolean isOne(Key key) {
        return key.low() == 0;
    }
}
