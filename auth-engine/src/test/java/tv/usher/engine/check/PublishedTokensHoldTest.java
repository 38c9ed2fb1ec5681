package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.ClaimName;

/** The examples of RFC 7515 and RFC 7519, and tokens as MediaMTX takes them. */
class PublishedTokensHoldTest {

    private static final Instant WITHIN = Instant.ofEpochSecond(1300819000);
    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /** RFC 7515 A.1, which is RFC 7519 3.1 too. */
    private static final String HS256 =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + CLAIMS + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String SECRET = "{\"keys\":[{\"kty\":\"oct\",\"k\":"
            + "\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}]}";

    /** RFC 7515 A.2. */
    private static final String RS256 = "eyJhbGciOiJSUzI1NiJ9." + CLAIMS
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1"
            + "dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwus"
            + "C-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private static final String RSA_KEY =
            "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_w"
                    + "WJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzj"
                    + "b_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7a"
                    + "GhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}]}";

    /** RFC 7515 A.3. */
    private static final String ES256 = "eyJhbGciOiJFUzI1NiJ9." + CLAIMS
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static final String EC_KEY = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

    /** RFC 7519 6.1. */
    private static final String UNSECURED = "eyJhbGciOiJub25lIn0." + CLAIMS + ".";

    private static final String MEDIAMTX_KEY = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"alg\":\"HS256\","
            + "\"k\":\"dXNoZXItand0LXRlc3Qtc2VjcmV0LTAxMjM0NTY3ODk\"}]}";

    private static final String MEDIAMTX_ALICE =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0.eyJzdWIiOiJhbGljZSIsImlzcyI6Imh0dHBzOi8vaWQuZXhhbXBsZS5jb20iLCJhdWQ"
                    + "iOiJtZWRpYW10eCIsImlhdCI6MTkwMDAwMDAwMCwiZXhwIjoyMDAwMDAwMDAwLCJtZWRpYW10eF9wZXJtaXNzaW9ucyI6W3siYWN0aW9uIjoicmVhZCI"
                    + "sInBhdGgiOiJsaXZlL3Nwb3J0MSJ9LHsiYWN0aW9uIjoicmVhZCIsInBhdGgiOiJ-XmZyZWUvIn1dfQ.mwrNDEVGjcrYjJT30khIbFLXENsEAYlFYbt3"
                    + "6dmMQj4";

    private static final String MEDIAMTX_BOB =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0.eyJzdWIiOiJib2IiLCJleHAiOjIwMDAwMDAwMDAsIm1lZGlhbXR4X3Blcm1pc3Npb25"
                    + "zIjoiW3tcImFjdGlvblwiOlwicmVhZFwiLFwicGF0aFwiOlwiXCJ9XSJ9.f2g42fZEf573WR-pOxht1y8JSoOrdoxClCBBd9oE7ro";

    @Test
    void theTokensOfTheStandardHold() {
        assertThat(joes("HS256", SECRET, HS256)).isEqualTo("allow");
        assertThat(joes("RS256", RSA_KEY, RS256)).isEqualTo("allow");
        assertThat(joes("ES256", EC_KEY, ES256)).isEqualTo("allow");
    }

    @Test
    void theUnsecuredTokenOfTheStandardHoldsForNobody() {
        assertThat(joes("HS256", SECRET, UNSECURED)).isEqualTo("token-algorithm");
        assertThat(joes("RS256", RSA_KEY, UNSECURED)).isEqualTo("token-algorithm");
    }

    @Test
    void anothersKeyMakesNoneOfThemHold() {
        assertThat(joes("HS256", MEDIAMTX_KEY, HS256)).isEqualTo("token-forged");
        assertThat(joes("RS256", RSA_KEY, ES256)).isEqualTo("token-algorithm");
        assertThat(joes("ES256", EC_KEY, RS256)).isEqualTo("token-algorithm");
    }

    private static String joes(String algorithm, String key, String token) {
        JwtSettings settings = TestingTokens.settings(
                TestingTokens.settings().claims(), Optional.of("joe"), Optional.empty(), true, Optional.empty());
        return TestingTokens.code(
                TestingTokens.judge(TestingTokens.check(settings, TestingTokens.keys(key, algorithm), WITHIN), token));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAY, live/sport1, allow",
        "PLAY, free/x, allow",
        "PLAY, free/deep/er, allow",
        "PLAY, live/sport10, token-not-entitled",
        "PLAY, live/sport, token-not-entitled",
        "PLAY, xfree/, token-not-entitled",
        "PUBLISH, live/sport1, token-not-entitled",
    })
    void mediamtxsPermissionsMeanWhatTheyMeanThere(Action action, String path, String expected) {
        AccessRequest request = AccessRequest.builder()
                .channel(path)
                .path('/' + path)
                .action(action)
                .query("token=" + MEDIAMTX_ALICE)
                .build();

        Verdict verdict = mediamtx("mediamtx").judge(request).join();

        assertThat(TestingTokens.code(verdict)).isEqualTo(expected);
    }

    @Test
    void mediamtxsPermissionsMayBeText() {
        AccessRequest request = AccessRequest.builder()
                .channel("any/thing")
                .path("/any/thing")
                .query("token=" + MEDIAMTX_BOB)
                .build();

        assertThat(mediamtx(null).judge(request).join())
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant())
                                .extracting(Grant::user)
                                .isEqualTo("bob"));
    }

    private static Jwt mediamtx(String audience) {
        JwtClaimSettings claims = new JwtClaimSettings(
                new ClaimName("sub"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ClaimName("mediamtx_permissions")));
        JwtSettings settings =
                TestingTokens.settings(claims, Optional.empty(), Optional.ofNullable(audience), true, Optional.empty());
        return TestingTokens.check(
                settings, TestingTokens.keys(MEDIAMTX_KEY, "HS256"), Instant.ofEpochSecond(1950000000));
    }
}
