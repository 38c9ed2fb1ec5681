package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;

/**
 * A limit, and what it counts a session under.
 *
 * @param most      places, at least 1
 * @param household sessions of one address take one place
 */
public record CountedLimit(PlaceKey key, int most, boolean household) {

    /** The number that the grant of a user names. */
    static CountedLimit ofGrant(UserId user, int most) {
        return new CountedLimit(user, most, false);
    }

    /** The limits of the configuration that count a session: those of its origin whose owner is known. */
    static List<CountedLimit> of(Origin origin, String user, List<Long> tokens, Session.Playback playback) {
        if (origin.limits().isEmpty()) {
            return List.of();
        }
        List<CountedLimit> counting = new ArrayList<>(origin.limits().size());
        for (SessionLimit limit : origin.limits()) {
            for (String whose : limit.of().whose(user, tokens, playback.client(), playback.channel())) {
                String backend = limit.of() == PlaceOwner.USER ? origin.backend() : "";
                LimitKey key = new LimitKey(limit.name(), limit.of(), backend, whose);
                counting.add(new CountedLimit(key, limit.most(), limit.household()));
            }
        }
        return counting;
    }

    /** It counts, and keeps nobody out: another one has decided. */
    CountedLimit decided() {
        return new CountedLimit(key, Integer.MAX_VALUE, household);
    }

    /** True if the viewers whom it counts need not know each other: none of them ends another's session. */
    public boolean isOfStrangers() {
        return key instanceof LimitKey limit && limit.of() == PlaceOwner.CHANNEL;
    }
}
