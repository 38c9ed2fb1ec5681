package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.ClaimName;
import tv.usher.engine.check.jwt.Claims;
import tv.usher.engine.check.jwt.MediamtxPermissions;
import tv.usher.engine.check.jwt.RefusedToken;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.net.TextPattern;
import tv.usher.engine.util.ReasonCode;

/** What a token whose signature holds allows: when, whom and what. Immutable. */
final class JwtTerms {

    private static final ClaimName AUDIENCE = new ClaimName("aud");
    private static final ClaimName END = new ClaimName("exp");
    private static final ClaimName BEGINNING = new ClaimName("nbf");

    private final JwtSettings settings;

    JwtTerms(JwtSettings settings) {
        this.settings = settings;
    }

    /** Allows for no longer than the token lasts, or throws. */
    Verdict judge(Claims claims, AccessRequest request, Instant now) throws RefusedToken {
        checkAudience(claims);
        Duration left = left(claims, now);
        checkWhat(claims, request);
        checkAddress(claims, request);
        return new Verdict.Allow(grant(claims, left));
    }

    /** As RFC 7519 says, a token for somebody else isn't ours, also where no audience is configured. */
    private void checkAudience(Claims claims) throws RefusedToken {
        List<String> named = claims.texts(AUDIENCE).orElse(List.of());
        boolean right = settings.audience().map(named::contains).orElse(named.isEmpty());
        if (!right) {
            throw new RefusedToken(ReasonCode.TOKEN_AUDIENCE.with(
                    settings.audience().isPresent()
                            ? "token: is not for the audience '"
                                    + settings.audience().get() + "'"
                            : "token: is for an audience, and none is configured"));
        }
    }

    private Duration left(Claims claims, Instant now) throws RefusedToken {
        Optional<Instant> beginning = claims.time(BEGINNING);
        if (beginning.isPresent() && beginning.get().isAfter(now.plus(settings.skew()))) {
            throw new RefusedToken(ReasonCode.TOKEN_NOT_BEGUN.with("token: begins only " + beginning.get()));
        }
        Optional<Instant> end = claims.time(END);
        if (end.isEmpty()) {
            if (settings.requireExp()) {
                throw Claims.refused(END, "is missing, so it would never end");
            }
            return settings.grant();
        }
        Duration left = Duration.between(now, end.get().plus(settings.skew()));
        if (left.isNegative() || left.isZero()) {
            throw new RefusedToken(ReasonCode.TOKEN_EXPIRED.with("token: over since " + end.get()));
        }
        return left.compareTo(settings.grant()) < 0 ? left : settings.grant();
    }

    private void checkWhat(Claims claims, AccessRequest request) throws RefusedToken {
        String stream = LinkFormat.FLUSSONIC.subject(request);
        JwtClaimSettings names = settings.claims();
        if (names.channels().isPresent()) {
            List<TextPattern> channels = listed(claims, names.channels().get(), TextPattern::parse);
            require(!stream.isEmpty() && channels.stream().anyMatch(channel -> channel.matches(stream)), "channel");
        }
        if (names.paths().isPresent()) {
            List<PathPattern> paths = listed(claims, names.paths().get(), PathPattern::parse);
            require(paths.stream().anyMatch(path -> path.matches(request.path())), "path");
        }
        if (names.permissions().isPresent()) {
            MediamtxPermissions permissions =
                    MediamtxPermissions.of(claims, names.permissions().get());
            require(!stream.isEmpty() && permissions.allow(request.action(), stream), "stream or action");
        }
    }

    private static void require(boolean entitled, String what) throws RefusedToken {
        if (!entitled) {
            throw new RefusedToken(ReasonCode.TOKEN_NOT_ENTITLED.with("token: is not for this " + what));
        }
    }

    private void checkAddress(Claims claims, AccessRequest request) throws RefusedToken {
        if (settings.claims().addresses().isPresent()) {
            List<Cidr> ranges = listed(claims, settings.claims().addresses().get(), Cidr::parse);
            Optional<IpAddress> client = IpAddress.parse(request.clientAddress());
            if (client.isEmpty() || ranges.stream().noneMatch(range -> range.contains(client.get()))) {
                throw new RefusedToken(ReasonCode.TOKEN_NOT_ENTITLED.with("token: is not for this address"));
            }
        }
    }

    /** A restriction that can't be read restricts to nothing. */
    private static <T> List<T> listed(Claims claims, ClaimName name, Function<String, T> parse) throws RefusedToken {
        List<String> texts = claims.textsBetweenBlanks(name)
                .orElseThrow(() -> Claims.refused(name, "is missing, and nothing is allowed without it"));
        List<T> parsed = new ArrayList<>();
        for (String text : texts) {
            try {
                parsed.add(parse.apply(text));
            } catch (IllegalArgumentException e) {
                throw Claims.refused(name, "has an entry that can't be understood");
            }
        }
        return parsed;
    }

    private Grant grant(Claims claims, Duration lifetime) throws RefusedToken {
        JwtClaimSettings names = settings.claims();
        String user = claims.text(names.user()).orElse("");
        String session =
                names.name().isEmpty() ? "" : claims.text(names.name().get()).orElse("");
        Optional<Integer> limit = names.maxSessions().isEmpty()
                ? Optional.empty()
                : claims.count(names.maxSessions().get());
        limit = limit.or(settings::maxSessions);
        if (user.isEmpty() && limit.isPresent()) {
            throw Claims.refused(names.user(), "is missing, so sessions couldn't be counted");
        }
        try {
            return Grant.lasting(lifetime).user(user).sessionName(session).maxSessions(Entitlement.number(limit));
        } catch (IllegalArgumentException e) {
            throw Claims.refused(names.user(), "is no name, or the one of operators isn't");
        }
    }
}
