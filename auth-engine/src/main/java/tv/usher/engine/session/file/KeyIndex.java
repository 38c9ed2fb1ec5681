package tv.usher.engine.session.file;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

/**
 * Which sessions of a file a request without a token may belong to, and which count for a user's limit: by numbers
 * alone. It may return a session that doesn't match (a hash collision). It never misses one. Not thread-safe while it grows.
 */
final class KeyIndex {

    /** At most. */
    static final int BYTES_OF_A_SESSION = 48;

    /** Nobody outside can choose names that fall on one place. */
    private final long multiplier = new SecureRandom().nextLong() | 1;

    /** The two halves of each session's key, in the order in which they came. */
    private final long[] keys;

    /** The newest entry of each place and one more, 0 if there is none. A session has two entries, by its follow key and by its user. */
    private final int[] heads;

    /** The entry before it at its place, as above. However many sessions have one name, another one is added at once. */
    private final int[] next;

    private final int[] marks;
    private final int most;
    private int size;

    /**
     * @param sessions that will be added at most
     */
    KeyIndex(int sessions) {
        most = sessions;
        keys = new long[2 * sessions];
        next = new int[2 * sessions];
        marks = new int[2 * sessions];
        heads = new int[Integer.highestOneBit(Math.max(1, 2 * sessions - 1)) << 1];
    }

    /**
     * @return false if there is no room for it
     */
    boolean add(StoredSession session) {
        if (size == most) {
            return false;
        }
        keys[2 * size] = session.key().high();
        keys[2 * size + 1] = session.key().low();
        Key followKey = session.followKey();
        if (followKey != null) {
            put(2 * size, hash(followKey));
        }
        if (session.limited()) { // else nobody counts it
            put(2 * size + 1, hash(session.userId()));
        }
        size++;
        return true;
    }

    private void put(int entry, long hash) {
        int place = place(hash);
        marks[entry] = mark(hash);
        next[entry] = heads[place];
        heads[place] = entry + 1;
    }

    /** The sessions that these keys lead to. */
    List<Key> followed(List<Key> followKeys) {
        List<Key> found = new ArrayList<>();
        followKeys.forEach(key -> collect(hash(key), found));
        return found;
    }

    /** Those that count for the user's limit. */
    List<Key> of(UserId user) {
        List<Key> found = new ArrayList<>();
        collect(hash(user), found);
        return found;
    }

    private void collect(long hash, List<Key> found) {
        for (int entry = heads[place(hash)] - 1; entry >= 0; entry = next[entry] - 1) {
            if (marks[entry] == mark(hash)) {
                int number = entry / 2;
                found.add(new Key(keys[2 * number], keys[2 * number + 1]));
            }
        }
    }

    private int place(long hash) {
        return (int) hash & heads.length - 1;
    }

    private static int mark(long hash) {
        return (int) (hash >>> 32);
    }

    private static long hash(Key key) {
        return mixed(key.low() ^ Long.rotateLeft(key.high(), 1));
    }

    private long hash(UserId user) {
        return mixed(hash(user.backend()) + Long.rotateLeft(hash(user.user()), 1));
    }

    private long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash + text.charAt(i)) * multiplier;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 33;
    }
}
