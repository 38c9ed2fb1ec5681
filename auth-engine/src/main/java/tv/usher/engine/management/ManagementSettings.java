package tv.usher.engine.management;

import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.net.HostPort;

/**
 * The listener for operators; it never answers a decision.
 *
 * @param token what users of the API have to show; without it, the API answers only on loopback
 */
public record ManagementSettings(@Default("127.0.0.1:1065") HostPort listen, Optional<Secret> token) {

    /** What can travel as a bearer token (RFC 6750), and is too long to be guessed while nobody counts the guesses. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");

    public ManagementSettings {
        if (token.isPresent() && !TOKEN.matcher(token.get().reveal()).matches()) {
            throw new IllegalArgumentException(
                    "token must be 16 to 512 characters of A-Z a-z 0-9 - . _ ~ + /, with '=' only at the end");
        }
    }
}
