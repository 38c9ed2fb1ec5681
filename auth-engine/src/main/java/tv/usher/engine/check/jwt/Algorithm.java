package tv.usher.engine.check.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;

/** A signature algorithm of RFC 7518 or RFC 8037 that an operator may list. {@code none} isn't one. */
public record Algorithm(String name) {

    private static final List<String> KNOWN = List.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
            "HS256", "HS384", "HS512");

    /**
     * @throws IllegalArgumentException if there is no such algorithm; the message continues a sentence that begins with the text
     */
    public static Algorithm parse(String text) {
        if (!KNOWN.contains(text)) {
            throw new IllegalArgumentException("is not one of " + String.join(", ", KNOWN));
        }
        return new Algorithm(text);
    }

    /** True if one secret makes signatures and checks them, so that it must never be published. */
    public boolean isSymmetric() {
        return name.startsWith("HS");
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
