package tv.usher.engine.check.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/** Signatures with Ed25519 (RFC 8037), checked by the JDK: Nimbus' own verifier wants another library. Thread-safe. */
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {

    static final String CURVE = "Ed25519";

    /** What stands before the 32 bytes of a key in its X.509 form (RFC 8410). */
    private static final String X509 = "302a300506032b6570032100";

    private static final int KEY_BYTES = 32;

    private final PublicKey key;

    /**
     * @param key of the curve Ed25519
     */
    Ed25519Verifier(PublicKey key) {
        super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
        this.key = key;
    }

    /**
     * @param x the key as a JWK has it
     * @throws GeneralSecurityException if it is none
     */
    static PublicKey key(byte[] x) throws GeneralSecurityException {
        if (x.length != KEY_BYTES) {
            throw new GeneralSecurityException("a key has " + KEY_BYTES + " bytes");
        }
        byte[] encoded = HexFormat.of().parseHex(X509 + HexFormat.of().formatHex(x));
        return KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(encoded));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            Signature check = Signature.getInstance(CURVE);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException e) { // of a length, or with a number, that no signature has
            return false;
        }
    }
}
