package tv.usher.engine.check;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.Algorithm;
import tv.usher.engine.check.jwt.ClaimName;
import tv.usher.engine.check.jwt.KeyReader;
import tv.usher.engine.check.jwt.KeySource;
import tv.usher.engine.check.jwt.KeysLocation;
import tv.usher.engine.check.jwt.SigningKeys;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.TestingClock;

/** An issuer with two keys, its tokens, and checks that know them. */
final class TestingTokens {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final String ISSUER = "https://www.example.com";
    static final String ADDRESS = "https://www.example.com/.well-known/jwks.json";
    static final String CLAIMS = "{\"iss\":\"" + ISSUER + "\",\"aud\":\"tv\",\"sub\":\"anna\",\"exp\":1893463200}";

    static final RSAKey RSA = rsa("r1");
    static final ECKey EC = ec("e1");

    private TestingTokens() {}

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String jwks(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    static SigningKeys keys(String text, String... algorithms) {
        return new KeyReader(Stream.of(algorithms).map(Algorithm::parse).toList(), false).read(text);
    }

    static String signed(RSAKey key, String claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(ECKey key, String claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), new ECDSASigner(key), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(JWSHeader.Builder header, JWSSigner signer, String claims) {
        try {
            JWSObject token = new JWSObject(header.build(), new Payload(claims));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As the configuration's defaults are, for tokens of the issuer. */
    static JwtSettings settings() {
        return settings(new JwtClaimSettings(
                new ClaimName("sub"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    static JwtSettings settings(JwtClaimSettings claims) {
        return settings(claims, Optional.of(ISSUER), Optional.of("tv"), true, Optional.empty());
    }

    static JwtSettings settings(
            JwtClaimSettings claims,
            Optional<String> issuer,
            Optional<String> audience,
            boolean requireExp,
            Optional<Integer> maxSessions) {
        return new JwtSettings(
                new KeysLocation(Optional.of(URI.create(ADDRESS)), Optional.empty()),
                List.of(Algorithm.parse("RS256"), Algorithm.parse("ES256")),
                issuer,
                audience,
                requireExp,
                Duration.ofSeconds(10),
                new ParameterName("token"),
                Duration.ofHours(1),
                claims,
                Duration.ofMinutes(15),
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                Duration.ofSeconds(2),
                Optional.empty(),
                false,
                maxSessions,
                Optional.empty());
    }

    static Jwt check(JwtSettings settings, SigningKeys keys, Instant now) {
        return new Jwt("website", settings, KeySource.of(() -> keys), TestingClock.at(now));
    }

    /** With both keys and the default settings. */
    static Jwt check() {
        return check(settings(), keys(jwks(RSA, EC), "RS256", "ES256"), NOW);
    }

    static Verdict judge(Jwt check, String token) {
        return check.judge(viewer(token).build()).join();
    }

    static AccessRequest.Builder viewer(String token) {
        return AccessRequest.builder()
                .path("/live/sport1/index.m3u8")
                .clientAddress("203.0.113.7")
                .query("token=" + token);
    }

    static String code(Verdict verdict) {
        return verdict.fold(
                allow -> "allow",
                deny -> deny.reason().code(),
                abstain -> "abstain " + abstain.reason().code(),
                unavailable -> "unavailable " + unavailable.reason().code());
    }
}
