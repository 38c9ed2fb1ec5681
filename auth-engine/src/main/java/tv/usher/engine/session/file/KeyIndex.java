package tv.usher.engine.session.file;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

/**
 * Which sessions of a file a request without a token may belong to, and which are of a user: by numbers alone. Now
 * and then it names a session more, never one less. Not thread-safe while it grows.
 */
final class KeyIndex {

    /** At most. */
    static final int BYTES_OF_A_SESSION = 80;

    /** Nobody outside can choose names that fall on one place. */
    private final long multiplier = new SecureRandom().nextLong() | 1;

    /** The two halves of each session's key, in the order in which they came. */
    private final long[] keys;

    /** The number of a session and one more, at the first place from its hash on that was free. */
    private final int[] slots;

    private final int[] marks;
    private final int most;
    private int size;

    /**
     * @param sessions that will be added at most
     */
    KeyIndex(int sessions) {
        most = sessions;
        keys = new long[2 * sessions];
        int places = Integer.highestOneBit(Math.max(1, 4 * sessions - 1)) << 1;
        slots = new int[places];
        marks = new int[places];
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
        size++;
        Key followKey = session.followKey();
        if (followKey != null) {
            put(hash(followKey));
        }
        if (!session.user().isEmpty()) {
            put(hash(session.userId()));
        }
        return true;
    }

    private void put(long hash) {
        int at = place(hash);
        while (slots[at] != 0) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = size;
        marks[at] = mark(hash);
    }

    /** The sessions that these keys lead to. */
    List<Key> followed(List<Key> followKeys) {
        List<Key> found = new ArrayList<>();
        followKeys.forEach(key -> collect(hash(key), found));
        return found;
    }

    List<Key> of(UserId user) {
        List<Key> found = new ArrayList<>();
        collect(hash(user), found);
        return found;
    }

    private void collect(long hash, List<Key> found) {
        for (int at = place(hash); slots[at] != 0; at = at + 1 & slots.length - 1) {
            if (marks[at] == mark(hash)) {
                int number = slots[at] - 1;
                found.add(new Key(keys[2 * number], keys[2 * number + 1]));
            }
        }
    }

    private int place(long hash) {
        return (int) hash & slots.length - 1;
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
