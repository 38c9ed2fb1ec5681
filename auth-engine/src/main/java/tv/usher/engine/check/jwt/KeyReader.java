package tv.usher.engine.check.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tv.usher.engine.net.StrictJson;

/** Makes keys of what a file or an issuer has: a JWK set (RFC 7517), or public keys in PEM. Immutable. */
public final class KeyReader {

    private static final int MOST_KEYS = 50;
    private static final int SHORTEST_RSA = 2048;

    private final Set<JWSAlgorithm> listed;
    private final boolean published;

    /**
     * @param algorithms that the operator lists
     * @param published  everybody can read the keys, so that no secret may be among them
     */
    public KeyReader(List<Algorithm> algorithms, boolean published) {
        this.listed = algorithms.stream().map(Algorithm::jws).collect(Collectors.toUnmodifiableSet());
        this.published = published;
    }

    /**
     * At least one key. Keys that no listed algorithm can use are left out, and so are entries of a JWK set that can't be read.
     *
     * @throws IllegalArgumentException if there is none, or the text is neither; the message continues a sentence about the text and quotes
     *     nothing of it
     */
    public SigningKeys read(String text) {
        SigningKeys keys = text.contains("-----BEGIN ") ? ofPem(text) : ofJwks(text);
        if (keys.size() == 0) {
            throw new IllegalArgumentException("has no key that can be used with " + names());
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("has more than " + MOST_KEYS + " keys");
        }
        return keys;
    }

    private String names() {
        return listed.stream().map(JWSAlgorithm::getName).sorted().collect(Collectors.joining(", "));
    }

    private SigningKeys ofPem(String text) {
        List<SigningKeys.Key> keys = new ArrayList<>();
        for (PublicKey key : PublicKeysPem.read(text)) {
            key(Optional.empty(), Optional.empty(), key).ifPresent(keys::add);
        }
        return new SigningKeys(keys, 0);
    }

    private SigningKeys ofJwks(String text) {
        JsonNode entries = StrictJson.object(text.getBytes(StandardCharsets.UTF_8))
                .map(set -> set.path("keys"))
                .filter(JsonNode::isArray)
                .orElseThrow(
                        () -> new IllegalArgumentException("is neither a JWK set ({\"keys\": [...]}) nor a PEM file"));
        List<SigningKeys.Key> keys = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode entry : entries) {
            Optional<JWK> jwk = jwk(entry);
            if (jwk.isEmpty()) {
                unreadable++;
            }
            jwk.filter(KeyReader::isForSignatures).flatMap(this::key).ifPresent(keys::add);
        }
        return new SigningKeys(keys, unreadable);
    }

    /** Empty for one that can't be read: the others count all the same (RFC 7517, section 5). */
    private static Optional<JWK> jwk(JsonNode entry) {
        try {
            return Optional.of(JWK.parse(entry.toString()));
        } catch (ParseException | RuntimeException | StackOverflowError e) { // the message may quote a secret
            if (entry.has("d")) {
                throw privateKey();
            }
            return Optional.empty();
        }
    }

    private static IllegalArgumentException privateKey() {
        return new IllegalArgumentException(
                "has a private key, with which anybody could sign; only public ones belong there");
    }

    private static boolean isForSignatures(JWK jwk) {
        Set<KeyOperation> operations = jwk.getKeyOperations();
        return !KeyUse.ENCRYPTION.equals(jwk.getKeyUse())
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }

    private Optional<SigningKeys.Key> key(JWK jwk) {
        Optional<String> id = Optional.ofNullable(jwk.getKeyID());
        Optional<JWSAlgorithm> own =
                Optional.ofNullable(jwk.getAlgorithm()).map(any -> JWSAlgorithm.parse(any.getName()));
        try {
            if (jwk instanceof OctetSequenceKey secret) {
                return published ? Optional.empty() : key(id, own, new MACVerifier(secret));
            }
            if (jwk.isPrivate()) {
                throw privateKey();
            }
            if (jwk.getKeyType().equals(KeyType.RSA)) {
                return key(id, own, jwk.toRSAKey().toRSAPublicKey());
            }
            if (jwk.getKeyType().equals(KeyType.EC)) {
                return key(id, own, jwk.toECKey().toECPublicKey());
            }
            return jwk instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)
                    ? key(id, own, Ed25519Verifier.key(pair.getDecodedX()))
                    : Optional.empty();
        } catch (JOSEException
                | GeneralSecurityException e) { // of a curve that isn't known, or a secret that is too short
            return Optional.empty();
        }
    }

    private Optional<SigningKeys.Key> key(Optional<String> id, Optional<JWSAlgorithm> own, PublicKey key) {
        try {
            if (key instanceof RSAPublicKey rsa) {
                return rsa.getModulus().bitLength() < SHORTEST_RSA
                        ? Optional.empty()
                        : key(id, own, new RSASSAVerifier(rsa));
            }
            if (key instanceof EdECPublicKey ed) {
                return ed.getParams().getName().equals(Ed25519Verifier.CURVE)
                        ? key(id, own, new Ed25519Verifier(ed))
                        : Optional.empty();
            }
            return key instanceof ECPublicKey ec ? key(id, own, new ECDSAVerifier(ec)) : Optional.empty();
        } catch (JOSEException e) { // a curve that no algorithm uses
            return Optional.empty();
        }
    }

    private Optional<SigningKeys.Key> key(Optional<String> id, Optional<JWSAlgorithm> own, JWSVerifier verifier) {
        Set<JWSAlgorithm> algorithms = new HashSet<>(verifier.supportedJWSAlgorithms());
        algorithms.retainAll(listed);
        own.ifPresent(only -> algorithms.retainAll(Set.of(only)));
        return algorithms.isEmpty() ? Optional.empty() : Optional.of(new SigningKeys.Key(id, algorithms, verifier));
    }
}
