package tv.usher.engine.check;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.ParameterName;

/** Entries of lists, as short as a test wants them. */
final class TestingLists {

    static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
    static final Duration GRANT = Duration.ofHours(1);

    /** As few iterations as a hash may have. */
    static final int ITERATIONS = 10_000;

    private TestingLists() {}

    static TokenEntry token(String token, String name) {
        return new TokenEntry(Secret.of(token), name, List.of(), Optional.empty(), Optional.empty());
    }

    static TokensSettings tokens(TokenEntry... entries) {
        return new TokensSettings(
                Optional.empty(),
                List.of(entries),
                new ParameterName("token"),
                GRANT,
                Optional.empty(),
                Optional.empty());
    }

    static String hashOf(String password) {
        return PasswordHash.of(password, ITERATIONS, new SecureRandom()).text();
    }

    static UserEntry user(String login, String password) {
        return new UserEntry(login, Secret.of(hashOf(password)), true, List.of(), Optional.empty(), Optional.empty());
    }

    /** Without a share for one address. */
    static UsersSettings users(int maxConcurrent, int maxWaiting, UserEntry... entries) {
        return users(maxConcurrent, maxWaiting, 100, entries);
    }

    static UsersSettings users(int maxConcurrent, int maxWaiting, int addressShare, UserEntry... entries) {
        return new UsersSettings(
                Optional.empty(),
                List.of(entries),
                new ParameterName("auth"),
                GRANT,
                maxConcurrent,
                maxWaiting,
                addressShare,
                1000,
                Optional.empty(),
                Optional.empty());
    }

    static List<Cidr> ranges(String... ranges) {
        return Stream.of(ranges).map(Cidr::parse).toList();
    }

    static AccessRequest viewer(String query) {
        return viewerAt("203.0.113.7", query);
    }

    static AccessRequest viewerAt(String address, String query) {
        return AccessRequest.builder()
                .clientAddress(address)
                .path("/news/index.m3u8")
                .query(query)
                .build();
    }
}
