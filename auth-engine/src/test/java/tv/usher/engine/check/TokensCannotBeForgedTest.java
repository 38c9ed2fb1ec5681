package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.engine.check.TestingTokens.CLAIMS;
import static tv.usher.engine.check.TestingTokens.EC;
import static tv.usher.engine.check.TestingTokens.NOW;
import static tv.usher.engine.check.TestingTokens.RSA;
import static tv.usher.engine.check.TestingTokens.base64;
import static tv.usher.engine.check.TestingTokens.check;
import static tv.usher.engine.check.TestingTokens.code;
import static tv.usher.engine.check.TestingTokens.judge;
import static tv.usher.engine.check.TestingTokens.jwks;
import static tv.usher.engine.check.TestingTokens.keys;
import static tv.usher.engine.check.TestingTokens.settings;
import static tv.usher.engine.check.TestingTokens.signed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.Algorithm;
import tv.usher.engine.check.jwt.KeyReader;
import tv.usher.engine.check.jwt.SigningKeys;

/** T37. What the issuer hasn't signed lets nobody in, and which algorithm counts is never the token's choice. */
class TokensCannotBeForgedTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Jwt check = check();

    @Test
    void whatTheIssuerSignedHolds() {
        assertThat(code(judge(check, signed(RSA, CLAIMS)))).isEqualTo("allow");
        assertThat(code(judge(check, signed(EC, CLAIMS)))).isEqualTo("allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "RS384", "PS256", "RS256 ", "rs256"})
    void anAlgorithmThatIsntListedIsRefused(String algorithm) {
        String unsigned = base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"r1\"}") + '.' + base64(CLAIMS) + '.';

        assertThat(code(judge(check, unsigned))).isEqualTo("token-algorithm");
        assertThat(code(judge(check, unsigned + "AAAA"))).isEqualTo("token-algorithm");
    }

    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        // Given: each way in which a public key could be taken for the secret of an HMAC, also where HS256 is listed
        byte[] der = RSA.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        SigningKeys listed = keys(pem, "RS256", "HS256");
        Jwt confused = check(settings(), listed, NOW);

        for (byte[] secret : new byte[][] {
            der,
            pem.getBytes(StandardCharsets.UTF_8),
            pem.strip().getBytes(StandardCharsets.UTF_8),
            RSA.getModulus().decode(),
            RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)
        }) {
            String token = signed(new JWSHeader.Builder(JWSAlgorithm.HS256), new MACSigner(secret), CLAIMS);

            // When, then
            assertThat(code(judge(confused, token))).isEqualTo("token-algorithm");
        }
    }

    /** Java once took a signature of zeros for anybody's (CVE-2022-21449). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 64, 65, 128, 256})
    void aSignatureOfZerosIsNobodys(int bytes) {
        String unsigned = signed(EC, CLAIMS).replaceFirst("[^.]*$", "");

        String token = unsigned + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);

        assertThat(code(judge(check, token))).isEqualTo("token-forged");
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNobodys() throws Exception {
        var own = TestingTokens.rsa("r1");
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("r1")
                .jwk(own.toPublicJWK())
                .jwkURL(URI.create("https://evil.example.com/jwks.json"));

        assertThat(code(judge(check, signed(header, new RSASSASigner(own), CLAIMS))))
                .isEqualTo("token-forged");
    }

    @Test
    void aKeyIsUsedWithItsOwnAlgorithmOnly() throws Exception {
        // Given: a key that says RS256 of itself, in a file where both are listed
        var rs = new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.RS256).build();
        Jwt pinned = check(settings(), keys(jwks(rs), "RS256", "PS256"), NOW);

        // When
        String ps = signed(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("r1"), new RSASSASigner(RSA), CLAIMS);

        // Then
        assertThat(code(judge(pinned, signed(RSA, CLAIMS)))).isEqualTo("allow");
        assertThat(code(judge(pinned, ps))).isEqualTo("token-algorithm");
    }

    /** Each key that is tried costs as much as a decision, and whoever tries tokens pays nothing. */
    @Test
    void aTokenThatNamesNoKeyIsTriedWithAFewOfThoseThatHaveNames() throws Exception {
        // Given
        List<RSAKey> named = List.of(RSA, TestingTokens.rsa("r2"), TestingTokens.rsa("r3"), TestingTokens.rsa("r4"));
        RSAKey unnamed = TestingTokens.rsa(null);
        Jwt several =
                check(settings(), keys(jwks(EC, RSA, named.get(1), named.get(2), named.get(3), unnamed), "RS256"), NOW);

        // Then
        for (RSAKey key : List.of(RSA, named.get(1), named.get(2), unnamed)) {
            assertThat(code(judge(several, withoutKeyId(key)))).isEqualTo("allow");
        }
        assertThat(code(judge(several, withoutKeyId(named.get(3))))).isEqualTo("token-forged");
        assertThat(code(judge(several, signed(named.get(3), CLAIMS)))).isEqualTo("allow");
    }

    private static String withoutKeyId(RSAKey key) throws JOSEException {
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256), new RSASSASigner(key), CLAIMS);
    }

    @Test
    void noChangedCharacterMakesAnotherToken() {
        String token = signed(RSA, CLAIMS);
        for (int i = 0; i < token.length(); i++) {
            int next = ALPHABET.indexOf(token.charAt(i)) + 1; // the neighbour differs in the bits that end a part
            char neighbour = ALPHABET.charAt(next % ALPHABET.length());
            for (char c : (neighbour + "A-.=+%").toCharArray()) {
                if (c != token.charAt(i)) {
                    String changed = token.substring(0, i) + c + token.substring(i + 1);
                    assertThat(judge(check, changed))
                            .as("character %d as %s", i, c)
                            .isNotInstanceOf(Verdict.Allow.class);
                }
            }
        }
    }

    @Test
    void noSpellingOfATokenIsAnotherOne() {
        String token = signed(RSA, CLAIMS);
        for (String changed : new String[] {
            token + "=",
            token + "==",
            token + ".",
            '.' + token,
            token + "%00",
            token + "%0A",
            "%20" + token,
            token + "A",
            token.replace(".", "=."),
            token.substring(0, token.length() - 1)
        }) {
            assertThat(judge(check, changed)).as(changed).isNotInstanceOf(Verdict.Allow.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{}x",
                "{\"sub\":\"anna\",\"sub\":\"bert\"}",
                "{\"exp\":1e999}",
                "{\"exp\":\"1893463200\"}",
                "{\"exp\":null}",
                "{\"exp\":[1893463200]}",
                "{\"exp\":{}}",
                "{\"exp\":-1}",
                "{\"exp\":true}",
                "{\"exp\":NaN}",
                "{\"exp\":0x7fffffff}",
                "{'exp':1893463200}",
                "{\"exp\":1893463200,}",
                "/**/{\"exp\":1893463200}",
                "\uFEFF{\"exp\":1893463200}",
            })
    void hostileJsonThatIsSignedAllTheSameLetsNobodyIn(String claims) {
        JwtSettings anybodys =
                settings(settings().claims(), Optional.empty(), Optional.empty(), true, Optional.empty());
        Jwt trusting = check(anybodys, keys(jwks(RSA), "RS256"), NOW);

        assertThat(code(judge(trusting, signed(RSA, claims)))).isIn("token-malformed", "token-claims");
    }

    @Test
    void deepAndLongJsonIsRefused() {
        String deep = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";

        assertThat(code(judge(check, signed(RSA, deep)))).isEqualTo("token-malformed");
        assertThat(judge(check, base64("{\"alg\":" + "[".repeat(3000)) + ".e30.AA"))
                .isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void aTokenOfSixKilobytesHoldsAndOneBeyondEightIsNone() {
        String six = signed(RSA, CLAIMS.replace("\"sub\"", "\"pad\":\"" + "x".repeat(4200) + "\",\"sub\""));
        String nine = signed(RSA, CLAIMS.replace("\"sub\"", "\"pad\":\"" + "x".repeat(6500) + "\",\"sub\""));

        assertThat(six.length()).isGreaterThan(6000);
        assertThat(code(judge(check, six))).isEqualTo("allow");
        assertThat(judge(check, nine)).isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void whatDemandsSomethingUnknownIsRefused() throws Exception {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("r1")
                .criticalParams(Set.of("b64"))
                .base64URLEncodePayload(true);

        assertThat(code(judge(check, signed(header, new RSASSASigner(RSA), CLAIMS))))
                .isEqualTo("token-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "a.b", "a.b.c", "eyJhbGciOjF9.e30.AA", "WyJhbGciXQ.e30.AA", "a.b.c.d", "..", "e30.e30.AA"
            })
    void whatIsNoSignedTokenIsLeftToOthers(String token) {
        assertThat(code(judge(check, token))).isEqualTo("abstain no-token");
    }

    @Test
    void aSecondTokenMakesBothNobodys() {
        // T14: two readers could take two different tokens for the viewer's
        String token = signed(RSA, CLAIMS);

        assertThat(judge(check, token + "&token=x")).isInstanceOf(Verdict.Abstain.class);
        assertThat(judge(check, token + "&tok%65n=" + token)).isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void aPrivateKeyAmongTheKeysIsAMistake() {
        KeyReader reader = new KeyReader(List.of(Algorithm.parse("RS256")), false);

        assertThatThrownBy(() -> reader.read("{\"keys\":[" + RSA.toJSONString() + "]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private key")
                .hasMessageNotContaining(RSA.getPrivateExponent().toString());
        assertThatThrownBy(() -> reader.read("{\"keys\":[{\"kty\":\"RSA\",\"d\":\"AQAB\"},"
                        + RSA.toPublicJWK().toJSONString() + "]}"))
                .as("that can't be read")
                .hasMessageContaining("private key");
        assertThatThrownBy(() -> reader.read("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
                .hasMessageContaining("private key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "<html>",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void keysThatCannotBeUsedAreTold(String text) {
        assertThatThrownBy(() -> keys(text, "RS256", "ES256", "HS256"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(has|is) .*");
    }

    @Test
    void aPublishedSecretIsNoKey() {
        String secret = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"dXNoZXItand0LXRlc3Qtc2VjcmV0LTAxMjM0NTY3ODk\"}]}";
        KeyReader published = new KeyReader(List.of(Algorithm.parse("HS256")), true);

        assertThatThrownBy(() -> published.read(secret)).hasMessageContaining("has no key");
    }
}
