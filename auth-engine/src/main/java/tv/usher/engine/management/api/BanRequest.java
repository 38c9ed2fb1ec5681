package tv.usher.engine.management.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;

/** The {@code ban} of a request that ends sessions, and {@code why}. */
public final class BanRequest {

    static final Set<String> PARAMETERS = Set.of("ban", "why");

    private final Function<String, Duration> durations;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param durations reads {@code 10m}; throws {@link IllegalArgumentException} with what continues a sentence
     */
    public BanRequest(Function<String, Duration> durations) {
        this.durations = durations;
    }

    /** With a ban of zero if the request asks for none. */
    KickOrder of(ApiRequest request) {
        String why = request.parameter("why").orElse("");
        if (why.length() > BanOrder.MAX_TEXT) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'why' is longer than " + BanOrder.MAX_TEXT + " characters");
        }
        return new KickOrder(newId(), duration(request), request.operator().by(), why);
    }

    /** Short enough to be typed. */
    private String newId() {
        return HexFormat.of().toHexDigits(random.nextLong(), 12);
    }

    private Duration duration(ApiRequest request) {
        String text = request.parameter("ban").orElse("0s");
        try {
            return durations.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'ban' " + e.getMessage());
        }
    }

    /**
     * Throws if sessions have ended but a ban failed, so that the operator is told.
     *
     * @param ended  number of sessions
     * @param ofUser zero if no ban of the user was asked for
     * @param bans   number of bans, which is the highest allowed
     */
    static void requireRoom(KickResult result, long ended, Duration ofUser, int bans) {
        if (result.isComplete()) {
            return;
        }
        boolean one = ended == 1;
        List<String> lacks = new ArrayList<>();
        if (!result.userBanned()) {
            lacks.add("the user isn't banned");
        }
        if (!result.viewingsBanned()) {
            lacks.add("not all that named " + (one ? "it" : "them") + " is kept out");
        }
        String done = "ended " + ended + (one ? " session" : " sessions")
                + (result.userBanned() && !ofUser.isZero() ? " and banned the user" : "");
        String why = "there are " + bans + " bans already (sessions.max-bans)";
        throw new ApiException(ApiProblem.BANS_FULL, done + ", but " + String.join(" and ", lacks) + ": " + why);
    }
}
