package tv.usher.engine.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.util.Hash;

/**
 * A viewer who may play with a token.
 *
 * @param token the token, or {@code sha256:} and its SHA-256 in lower-case hexadecimal
 * @param name  the user in limits, logs and answers to callers; several tokens may share one
 */
public record TokenEntry(
        Secret token, String name, List<Cidr> addresses, Optional<Expiry> expires, Optional<Integer> maxSessions) {

    private static final String HASHED = "sha256:";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public TokenEntry {
        addresses = List.copyOf(addresses);
        UserNames.require("name", name);
        SettingsChecks.requireSessions(maxSessions);
        String text = token.reveal();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("token is empty");
        }
        if (text.startsWith(HASHED)
                && !HASH.matcher(text.substring(HASHED.length())).matches()) {
            throw new IllegalArgumentException(
                    "token begins with sha256: and goes on with something else than 64 hexadecimal digits in lower case");
        }
    }

    /** The key by which a viewer's token is looked up. */
    String hash() {
        String text = token.reveal();
        return text.startsWith(HASHED) ? text.substring(HASHED.length()) : Hash.SHA256.hex(text);
    }

    Entitlement terms() {
        return new Entitlement(name, addresses, expires, maxSessions);
    }
}
