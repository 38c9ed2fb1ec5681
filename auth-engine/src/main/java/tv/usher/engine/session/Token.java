package tv.usher.engine.session;

import tv.usher.engine.util.Key;

/** What a viewer shows, as a hash of 64 bits, and as a key that no viewing has. */
final class Token {

    private Token() {}

    static Key key(long token) {
        return new Key(token, 0);
    }

    static boolean isKey(Key key) {
        return key.low() == 0;
    }
}
