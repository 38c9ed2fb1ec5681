package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** All shards: one, or those of a cluster. Thread-safe. */
final class Shards {

    private final List<Shard> all;

    private Shards(List<Shard> all) {
        this.all = all;
    }

    static Shards of(RedisAddress address, Duration keepKnown, Clock clock) {
        String teller = Nodes.nameOfThis();
        return new Shards(
                address.isCluster()
                        ? Shard.all(keepKnown, clock, teller)
                        : List.of(Shard.whole(keepKnown, clock, teller)));
    }

    List<Shard> all() {
        return all;
    }

    private boolean isOne() {
        return all.size() == 1;
    }

    private Shard number(int number) {
        return isOne() ? all.get(0) : all.get(number);
    }

    Shard of(Key key) {
        return number(isOne() ? 0 : Shard.numberOf(key));
    }

    Shard of(UserId user) {
        return number(isOne() ? 0 : Shard.numberOf(user));
    }

    Shard of(StoredBan ban) {
        return ban.user() != null ? of(ban.user()) : of(Objects.requireNonNull(ban.key()));
    }

    /** Those that a session is in, the one of its key first. */
    List<Shard> of(StoredSession session) {
        if (isOne()) {
            return all;
        }
        List<Shard> found = new ArrayList<>();
        found.add(of(session.key()));
        if (session.followKey() != null) {
            add(found, of(session.followKey()));
        }
        if (!session.user().isEmpty()) {
            add(found, of(session.userId()));
        }
        session.countedBy().forEach(limit -> add(found, of(limit)));
        return found;
    }

    private static void add(List<Shard> found, Shard shard) {
        if (!found.contains(shard)) {
            found.add(shard);
        }
    }

    private Shard of(CountedLimit limit) {
        return number(isOne() ? 0 : Shard.numberOf(limit.key()));
    }

    /** The limits in their order, by the shards that have their places. */
    List<Limits> limits(List<CountedLimit> limits) {
        List<Limits> found = new ArrayList<>();
        for (CountedLimit limit : limits) {
            Shard shard = of(limit);
            if (found.isEmpty() || found.get(found.size() - 1).shard() != shard) {
                found.add(new Limits(shard, new ArrayList<>()));
            }
            found.get(found.size() - 1).limits().add(limit);
        }
        return found;
    }

    /** Limits whose places one shard has. */
    record Limits(Shard shard, List<CountedLimit> limits) {}
}
