package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.net.ParameterName;
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
                new ParameterName("token"),
                Duration.ofDays(1),
                Duration.ofSeconds(10),
                maxSessions,
                Optional.empty());
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
        return new LinkInspection(settings).of(SignedLink.read(token).orElseThrow(), request, now);
    }
}
