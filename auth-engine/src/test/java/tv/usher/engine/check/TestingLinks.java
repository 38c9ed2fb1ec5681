package tv.usher.engine.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.TestingClock;

/** The first published example of Alta, and checks that know its secret, at a time when it holds. */
final class TestingLinks {

    static final String PATH = "/tv/travel-channel/index.m3u8";
    static final String ADDRESS = "192.168.88.98";
    static final long START = 1669810000;
    static final long END = 1669890000;
    static final String HASH = "e8bff06f373694dda657e8417fe76f6b54b69807";
    static final String SALT = "a5cd6c00";
    static final String TOKEN = HASH + "-" + SALT + "-" + END + "-" + START;
    static final Duration LONGEST = Duration.ofDays(36_525);
    static final Instant WITHIN = Instant.ofEpochSecond(START + 5000);

    private TestingLinks() {}

    static SignedLinkSettings settings(LinkFormat format, String... secrets) {
        return settings(format, true, Optional.empty(), secrets);
    }

    static SignedLinkSettings settings(
            LinkFormat format, boolean checkAddress, Optional<Integer> maxSessions, String... secrets) {
        return new SignedLinkSettings(
                format,
                Stream.of(secrets).map(Secret::of).toList(),
                checkAddress,
                Optional.empty(),
                Duration.ofDays(1),
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                maxSessions,
                Optional.empty());
    }

    /** Of a format that isn't Cesbo's or Flussonic's, with whatever it has of its own, and for links of any length. */
    static SignedLinkSettings foreign(LinkFormat format, String secret, UnaryOperator<Own> own) {
        Own its = own.apply(new Own(true, "", "", "", "", "", false));
        return new SignedLinkSettings(
                format,
                List.of(Secret.of("00ff"), Secret.of(secret)),
                its.checkAddress(),
                Optional.empty(),
                LONGEST,
                Duration.ofSeconds(10),
                given(its.expression()).map(NginxExpression::parse),
                Optional.empty(),
                Optional.empty(),
                given(its.origin()).map(URI::create),
                given(its.prefix()).map(ParameterName::new),
                given(its.algorithm()).map(Hash::valueOf),
                given(its.salt()).map(Secret::of),
                its.escape(),
                Optional.of(2),
                Optional.empty());
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** What formats have of their own; an empty text is left out. */
    record Own(
            boolean checkAddress,
            String expression,
            String origin,
            String prefix,
            String algorithm,
            String salt,
            boolean escape) {

        Own fromAnywhere() {
            return new Own(false, expression, origin, prefix, algorithm, salt, escape);
        }

        Own expression(String text) {
            return new Own(checkAddress, text, origin, prefix, algorithm, salt, escape);
        }

        Own origin(String text) {
            return new Own(checkAddress, expression, text, prefix, algorithm, salt, escape);
        }

        Own algorithm(String text) {
            return new Own(checkAddress, expression, origin, prefix, text, salt, escape);
        }

        Own salt(String text) {
            return new Own(checkAddress, expression, origin, prefix, algorithm, text, escape);
        }

        Own escaped() {
            return new Own(checkAddress, expression, origin, prefix, algorithm, salt, true);
        }
    }

    static Verdict judge(SignedLinkSettings settings, Instant now, AccessRequest.Builder request) {
        return new SignedLinks("links", settings, TestingClock.at(now))
                .judge(request.build())
                .join();
    }

    /** Alta, with the example's secret. */
    static Verdict alta(Instant now, AccessRequest.Builder request) {
        return judge(settings(LinkFormat.ALTA, "secret"), now, request);
    }

    /** The example's viewer with this token. */
    static AccessRequest.Builder viewer(String token) {
        return AccessRequest.builder().path(PATH).clientAddress(ADDRESS).query("token=" + token);
    }

    static String reason(Verdict verdict) {
        return verdict.fold(
                allow -> "allowed",
                deny -> deny.reason().text(),
                abstain -> abstain.reason().text(),
                unavailable -> unavailable.reason().text());
    }

    static List<LinkFinding> findings(SignedLinkSettings settings, String token, AccessRequest request, Instant now) {
        return settings.scheme()
                .judge(request.toBuilder().query("token=" + token).build(), now)
                .orElseThrow()
                .findings();
    }
}
