package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.engine.check.TestingTokens.CLAIMS;
import static tv.usher.engine.check.TestingTokens.NOW;
import static tv.usher.engine.check.TestingTokens.base64;
import static tv.usher.engine.check.TestingTokens.check;
import static tv.usher.engine.check.TestingTokens.code;
import static tv.usher.engine.check.TestingTokens.judge;
import static tv.usher.engine.check.TestingTokens.keys;
import static tv.usher.engine.check.TestingTokens.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8037: tokens that an Ed25519 key has signed, and none of the like. */
class Ed25519TokensHoldTest {

    /** RFC 8037 A.2. */
    private static final String PUBLISHED =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    /** RFC 8037 A.1. */
    private static final String PRIVATE =
            PUBLISHED.replace("\"x\"", "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\",\"x\"");

    private final KeyPair pair = pair("Ed25519");

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void theirViewersPlayByAFileOfKeysToo(String algorithm) {
        Jwt check = check(settings(), keys(pem(pair), "RS256", algorithm), NOW);

        assertThat(code(judge(check, token(algorithm, pair.getPrivate())))).isEqualTo("allow");
        assertThat(code(judge(check, token(algorithm, pair("Ed25519").getPrivate()))))
                .isEqualTo("token-forged");
        assertThat(code(judge(check, token("ES256", pair.getPrivate())))).isEqualTo("token-algorithm");
    }

    @Test
    void theyNeedTheOperatorsWord() {
        assertThatThrownBy(() -> keys(pem(pair), "RS256", "ES256")).hasMessageContaining("no key that can be used");
    }

    @Test
    void anotherCurveIsNone() {
        assertThatThrownBy(() -> keys(pem(pair("Ed448")), "EdDSA"))
                .hasMessageContaining("known are RSA, EC and Ed25519");
        for (String other : List.of(
                PUBLISHED.replace("Ed25519", "X25519"),
                PUBLISHED.replace("Ed25519", "Ed448"),
                PUBLISHED.replace("cHURo", ""),
                PUBLISHED.replace("\"11q", "\"11q11q"))) {
            assertThatThrownBy(() -> keys("{\"keys\":[" + other + "]}", "EdDSA"))
                    .as(other)
                    .hasMessageContaining("no key that can be used with EdDSA");
        }
    }

    @Test
    void aPrivateKeyIsRefused() {
        assertThatThrownBy(() -> keys("{\"keys\":[" + PRIVATE + "]}", "EdDSA")).hasMessageContaining("private key");
    }

    private static String token(String algorithm, PrivateKey key) {
        String signed = base64("{\"alg\":\"" + algorithm + "\"}") + '.' + base64(CLAIMS);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String curve) {
        try {
            return KeyPairGenerator.getInstance(curve).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
