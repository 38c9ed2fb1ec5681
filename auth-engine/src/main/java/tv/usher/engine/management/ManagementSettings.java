package tv.usher.engine.management;

import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.net.HostPort;

/**
 * The listener for operators; it never answers a decision.
 *
 * @param token           the secret that users of the API must show; without it, the API answers only on loopback
 * @param readOnlyToken   shows everything and changes nothing; only beside a token
 * @param recentDecisions how many decisions are kept for {@code why}; 0: none
 * @param maxStreams      who may listen to {@code /api/events} at once
 */
public record ManagementSettings(
        @Default("127.0.0.1:1065") HostPort listen,
        Optional<Secret> token,
        Optional<Secret> readOnlyToken,
        @Default("10000") int recentDecisions,
        @Default("32") int maxStreams) {

    /** A valid bearer token (RFC 6750) that is too long to be guessed, although guesses aren't counted. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");

    public ManagementSettings {
        if (recentDecisions < 0 || recentDecisions > 1_000_000) {
            throw new IllegalArgumentException("recent-decisions must be a number from 0 to 1000000");
        }
        if (maxStreams < 0 || maxStreams > 1_000) {
            throw new IllegalArgumentException("max-streams must be a number from 0 to 1000");
        }
        requireToken("token", token);
        requireToken("read-only-token", readOnlyToken);
        if (readOnlyToken.isPresent() && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "read-only-token needs a token beside it: without one, whoever is on this machine may change everything");
        }
        if (readOnlyToken.isPresent() && readOnlyToken.equals(token)) {
            throw new IllegalArgumentException("read-only-token must not be the token");
        }
    }

    private static void requireToken(String key, Optional<Secret> token) {
        if (token.isPresent() && !TOKEN.matcher(token.get().reveal()).matches()) {
            throw new IllegalArgumentException(
                    key + " must be 16 to 512 characters of A-Z a-z 0-9 - . _ ~ + /, with '=' only at the end");
        }
    }
}
