package tv.usher.engine.check.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that sign tokens. Which algorithms a key may be used with is said by its kind, by itself where it says so, and by the operator's
 * list; a token only chooses among them. Immutable and thread-safe.
 */
public final class SigningKeys {

    /** Keys with a name that are tried for a token that names none; each costs as much as a whole decision, on the thread that serves others. */
    private static final int MOST_NAMED = 3;

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final List<Key> keys;
    private final int unreadable;

    /**
     * @param id         empty if it has no name: then it is tried for every token
     * @param algorithms that it may be used with, at least one
     */
    record Key(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {

        Key {
            algorithms = Set.copyOf(algorithms);
        }

        boolean isNamed() {
            return id.isPresent();
        }

        boolean mayBeOf(ShownToken token) {
            return !isNamed() || token.keyId().isEmpty() || id.equals(token.keyId());
        }

        boolean hasSigned(ShownToken token, JWSAlgorithm algorithm) {
            try {
                return verifier.verify(new JWSHeader(algorithm), token.signed(), new Base64URL(token.signature()));
            } catch (JOSEException | RuntimeException e) { // a signature of a length that no signature has
                return false;
            }
        }
    }

    /**
     * @param unreadable how many more there were
     */
    SigningKeys(List<Key> keys, int unreadable) {
        this.keys = List.copyOf(keys);
        this.unreadable = unreadable;
    }

    /** How many they are. */
    public int size() {
        return keys.size();
    }

    /**
     * For operators, once for each time that they are read.
     *
     * @param backend its name in the configuration
     */
    public void warnOfUnreadable(String backend) {
        if (unreadable > 0) {
            log.warn("backend {}: {} of its keys can't be read and are ignored; {} count", backend, unreadable, size());
        }
    }

    public SignatureCheck check(ShownToken token) {
        List<Key> candidates = keys.stream().filter(key -> key.mayBeOf(token)).toList();
        if (candidates.isEmpty()) {
            return SignatureCheck.KEY_UNKNOWN;
        }
        JWSAlgorithm algorithm = JWSAlgorithm.parse(token.algorithm());
        List<Key> fitting = candidates.stream()
                .filter(key -> key.algorithms().contains(algorithm))
                .toList();
        if (fitting.isEmpty()) {
            return SignatureCheck.ALGORITHM_REFUSED;
        }
        return tried(fitting, token).anyMatch(key -> key.hasSigned(token, algorithm))
                ? SignatureCheck.VALID
                : SignatureCheck.FORGED;
    }

    private static Stream<Key> tried(List<Key> fitting, ShownToken token) {
        return token.keyId().isPresent()
                ? fitting.stream()
                : Stream.concat(
                        fitting.stream().filter(key -> !key.isNamed()),
                        fitting.stream().filter(Key::isNamed).limit(MOST_NAMED));
    }
}
