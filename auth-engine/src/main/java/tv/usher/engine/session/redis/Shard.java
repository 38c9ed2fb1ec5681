package tv.usher.engine.session.redis;

import io.lettuce.core.cluster.SlotHash;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.LimitKey;
import tv.usher.engine.session.PlaceKey;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * The keys that scripts can change at once: all of one Redis, or those of a cluster that have one hash tag. A session is in every shard
 * that has one of its names, and each shard has a server's clock of its own. Thread-safe.
 */
final class Shard {

    /** Of a cluster. All Ushers have to agree on it. */
    static final int MOST = 16;

    private static final int SLOTS = SlotHash.SLOT_COUNT / MOST;
    private static final String[] NO_KEYS = {};

    private final int number;
    private final @Nullable String tag;
    private final String base;
    private final String teller;
    private final ServerClock clock;
    private final SessionFields fields;
    private final ScriptReplies replies;

    /**
     * @param tag null if this has all keys
     */
    private Shard(int number, @Nullable String tag, Duration keepKnown, Clock clock, String teller) {
        this.number = number;
        this.tag = tag;
        this.base = tag == null ? "usher" : "usher:{" + tag + '}';
        this.teller = teller;
        this.clock = new ServerClock(clock);
        this.fields = new SessionFields(this, keepKnown);
        this.replies = new ScriptReplies(fields);
    }

    /**
     * All keys of one Redis.
     *
     * @param teller as {@link #teller}
     */
    static Shard whole(Duration keepKnown, Clock clock, String teller) {
        return new Shard(0, null, keepKnown, clock, teller);
    }

    /**
     * A cluster's: each has as many hash slots as the others. Its tag is the least number whose slot it has.
     *
     * @param teller as {@link #teller}
     */
    static List<Shard> all(Duration keepKnown, Clock clock, String teller) {
        List<Shard> all = new ArrayList<>(MOST);
        for (int number = 0; number < MOST; number++) {
            int tag = 0;
            while (numberOf(Integer.toString(tag)) != number) {
                tag++;
            }
            all.add(new Shard(number, Integer.toString(tag), keepKnown, clock, teller));
        }
        return List.copyOf(all);
    }

    private static int numberOf(String name) {
        return SlotHash.getSlot(name) / SLOTS;
    }

    /** The number of the shard that has that key, of a session or of what it follows. */
    static int numberOf(Key key) {
        return numberOf(key.hex());
    }

    /** The number of the shard that has that user. */
    static int numberOf(UserId user) {
        return numberOf(RedisNames.name(user));
    }

    /** The number of the shard that has the places of that owner. All of one user's are in one. */
    static int numberOf(PlaceKey owner) {
        if (owner instanceof LimitKey limit) {
            return limit.of() == PlaceOwner.USER
                    ? numberOf(new UserId(limit.backend(), limit.whose()))
                    : numberOf(RedisNames.places(limit));
        }
        return numberOf((UserId) owner);
    }

    boolean isWhole() {
        return tag == null;
    }

    private boolean has(int ofNumber) {
        return isWhole() || ofNumber == number;
    }

    /** True if this is the one of its key, among those that the session is in. */
    boolean has(Key key) {
        return has(numberOf(key));
    }

    /** By what this Usher, since its start, knows events and sessions of its own among those of others: its name, {@code #}, a random number. */
    String teller() {
        return teller;
    }

    /** What a script's keys are: none, or that by which a cluster finds the node. */
    String[] keys() {
        return isWhole() ? NO_KEYS : new String[] {base};
    }

    /** The whole name in Redis. */
    String key(String name) {
        return base + ':' + name;
    }

    /** The sorted set of the sessions that are counted under a key; without a line end where {@link #places(StoredSession)} has it. */
    String places(PlaceKey owner) {
        return !isWhole() && owner instanceof UserId user
                ? key(RedisNames.name(
                        new UserId(user.backend(), URLEncoder.encode(user.user(), StandardCharsets.UTF_8))))
                : key(RedisNames.places(owner));
    }

    /** The set of the session's user as scripts are told of it; empty if it has none, or if {@link #places(StoredSession)} has it. */
    String user(StoredSession session) {
        return isWhole() && !session.user().isEmpty() ? places(session.userId()) : "";
    }

    /** What the session follows; empty if that is nothing, or another shard's. */
    String follow(StoredSession session) {
        Key follow = session.followKey();
        return follow != null && has(numberOf(follow)) ? follow.hex() : "";
    }

    /** The sets of this shard that count the session, beside {@link #user}. */
    List<String> places(StoredSession session) {
        List<String> sets = new ArrayList<>();
        if (!isWhole() && !session.user().isEmpty() && has(numberOf(session.userId()))) {
            sets.add(places(session.userId()));
        }
        for (CountedLimit limit : session.countedBy()) {
            if (has(numberOf(limit.key()))) {
                sets.add(places(limit.key()));
            }
        }
        return sets;
    }

    ServerClock clock() {
        return clock;
    }

    SessionFields fields() {
        return fields;
    }

    ScriptReplies replies() {
        return replies;
    }
}
