package tv.usher.engine.session;

import java.util.List;
import tv.usher.api.Reason;
import tv.usher.engine.util.ReasonCode;

/**
 * A limit that keeps a newcomer out.
 *
 * @param holders some of the sessions that hold its places, in words for operators; none where they are other people's
 * @param more    how many others hold places too
 */
public record InTheWay(CountedLimit limit, List<String> holders, int more) {

    /** More of them would fill a log line. */
    public static final int MOST_HOLDERS = 3;

    public InTheWay {
        holders = List.copyOf(holders);
    }

    /**
     * @param unseen sessions that hold places too
     */
    static InTheWay of(CountedLimit limit, List<HeldPlace> taken, int unseen) {
        List<Session> holding =
                taken.stream().flatMap(place -> place.sessions().stream()).toList();
        if (limit.isOfStrangers()) {
            return new InTheWay(limit, List.of(), 0);
        }
        List<String> some =
                holding.stream().limit(MOST_HOLDERS).map(InTheWay::holder).toList();
        return new InTheWay(limit, some, holding.size() - some.size() + unseen);
    }

    private static String holder(Session session) {
        return holder(session.playback().client(), session.channel());
    }

    /** Where a session that holds a place is. */
    public static String holder(String client, String channel) {
        return client + " on " + channel;
    }

    Reason reason() {
        String places = limit.most() + (limit.household() ? " addresses" : " sessions");
        return limit.key() instanceof LimitKey key
                ? codeOf(key.of()).with("over the limit '" + key.limit() + "' of " + places + held())
                : ReasonCode.OVER_LIMIT.with("over the limit of " + places + held());
    }

    private static ReasonCode codeOf(PlaceOwner owner) {
        return switch (owner) {
            case USER -> ReasonCode.OVER_LIMIT;
            case TOKEN -> ReasonCode.TOKEN_OVER_LIMIT;
            case ADDRESS -> ReasonCode.ADDRESS_OVER_LIMIT;
            case CHANNEL -> ReasonCode.CHANNEL_FULL;
        };
    }

    private String held() {
        if (holders.isEmpty()) {
            return "";
        }
        return ", held by " + String.join(", ", holders) + (more > 0 ? " and " + more + " more" : "");
    }
}
