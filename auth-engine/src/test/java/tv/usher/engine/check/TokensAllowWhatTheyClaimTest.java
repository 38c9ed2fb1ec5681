package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.check.TestingTokens.ISSUER;
import static tv.usher.engine.check.TestingTokens.NOW;
import static tv.usher.engine.check.TestingTokens.RSA;
import static tv.usher.engine.check.TestingTokens.code;
import static tv.usher.engine.check.TestingTokens.jwks;
import static tv.usher.engine.check.TestingTokens.keys;
import static tv.usher.engine.check.TestingTokens.settings;
import static tv.usher.engine.check.TestingTokens.signed;
import static tv.usher.engine.check.TestingTokens.viewer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.ClaimName;

class TokensAllowWhatTheyClaimTest {

    private static final JwtClaimSettings ALL = new JwtClaimSettings(
            new ClaimName("sub"),
            Optional.of(new ClaimName("/profile/login")),
            Optional.of(new ClaimName("screens")),
            Optional.of(new ClaimName("channels")),
            Optional.of(new ClaimName("paths")),
            Optional.of(new ClaimName("addresses")),
            Optional.empty());

    private static final String GOOD =
            "{\"iss\":\"" + ISSUER + "\",\"aud\":[\"web\",\"tv\"],\"sub\":\"anna\",\"exp\":1893456600,"
                    + "\"profile\":{\"login\":\"a.nna\"},\"screens\":3,\"channels\":[\"live/sport*\",\"news\"],"
                    + "\"paths\":[\"/live/**\"],\"addresses\":[\"203.0.113.0/24\",\"2001:db8::1\"]}";

    @Test
    void theGrantIsTheTokens() {
        Verdict verdict = judge(ALL, GOOD, viewer(signed(RSA, GOOD)));

        assertThat(verdict)
                .isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofSeconds(610))
                        .user("anna")
                        .sessionName("a.nna")
                        .maxSessions(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // of each restriction: missing, empty, of another type, or for something else
                "'\"channels\":[\"live/sport*\",\"news\"]'|'\"x\":1'|token-claims",
                "'[\"live/sport*\",\"news\"]'|'[]'|token-not-entitled",
                "'[\"live/sport*\",\"news\"]'|'[\"news\"]'|token-not-entitled",
                "'[\"live/sport*\",\"news\"]'|'\"news live/sport1\"'|allow",
                "'[\"live/sport*\",\"news\"]'|'[\"\"]'|token-claims",
                "'[\"live/sport*\",\"news\"]'|'[1]'|token-claims",
                "'[\"live/sport*\",\"news\"]'|'true'|token-claims",
                "'[\"live/sport*\",\"news\"]'|'null'|token-claims",
                "'[\"/live/**\"]'|'[\"/vod/**\"]'|token-not-entitled",
                "'[\"/live/**\"]'|'[\"live/**\"]'|token-claims",
                "'[\"/live/**\"]'|'[\"/live/../**\"]'|token-claims",
                "'\"203.0.113.0/24\",'|''|token-not-entitled",
                "'\"203.0.113.0/24\"'|'\"203.0.113.0/99\"'|token-claims",
                "'\"203.0.113.0/24\"'|'\"everywhere\"'|token-claims",
                // the grant
                "'\"screens\":3'|'\"screens\":0'|token-claims",
                "'\"screens\":3'|'\"screens\":-1'|token-claims",
                "'\"screens\":3'|'\"screens\":\"3\"'|token-claims",
                "'\"screens\":3'|'\"screens\":3.5'|token-claims",
                "'\"screens\":3'|'\"screens\":99999999999'|token-claims",
                "'\"screens\":3'|'\"screens\":1e999999999'|token-claims",
                "'\"sub\":\"anna\"'|'\"sub\":1e999999999'|token-claims",
                "'\"sub\":\"anna\"'|'\"sub\":77'|allow",
                "'\"sub\":\"anna\"'|'\"sub\":{}'|token-claims",
                "'\"sub\":\"anna\"'|'\"sub\":true'|token-claims",
                "'\"sub\":\"anna\"'|'\"sub\":\"an\\u0000na\"'|token-claims",
                "'\"sub\":\"anna\"'|'\"sub\":\"\"'|token-claims",
                "'\"sub\":\"anna\",'|''|token-claims",
                "'\"login\":\"a.nna\"'|'\"x\":1'|allow",
                // times
                "'1893456600'|'1893455991'|allow",
                "'1893456600'|'1893455990'|token-expired",
                "'1893456600'|'1893456600.9'|allow",
                "'1893456600'|'1e999999999'|token-claims",
                "'1893456600'|'1e-500000000'|token-expired",
                "'\"exp\":1893456600,'|''|token-claims",
                "'\"exp\":1893456600,'|'\"exp\":1893456600,\"nbf\":1893456010,'|allow",
                "'\"exp\":1893456600,'|'\"exp\":1893456600,\"nbf\":1893456011,'|token-not-begun",
                "'\"exp\":1893456600,'|'\"exp\":1893456600,\"nbf\":\"0\",'|token-claims",
                // for whom
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":\"tv\"'|allow",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":\"TV\"'|token-audience",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":\"web tv\"'|token-audience",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":[\"web tv\"]'|token-audience",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":\" tv\"'|token-audience",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":\"\"'|token-claims",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":[]'|token-audience",
                "'\"aud\":[\"web\",\"tv\"]'|'\"aud\":{}'|token-claims",
                "'\"aud\":[\"web\",\"tv\"],'|''|token-audience",
                "'https://www.example.com'|'https://www.example.com/'|abstain token-of-another",
                "'\"iss\":\"https://www.example.com\",'|''|abstain token-of-another",
                "'\"iss\":\"https://www.example.com\",'|'\"iss\":[\"https://www.example.com\"],'|token-claims",
            })
    void whatATokenSaysCounts(String part, String instead, String expected) {
        assertThat(GOOD).contains(part);
        String claims = GOOD.replace(part, instead);

        Verdict verdict = judge(ALL, claims, viewer(signed(RSA, claims)));

        assertThat(code(verdict)).isEqualTo(expected);
    }

    @Test
    void aChannelOfThePathIsClaimedAsItReads() {
        String claims = GOOD.replace("live/sport*", "live/\u041a*");
        AccessRequest.Builder viewer = viewer(signed(RSA, claims)).path("/live/%D0%9A1/index.m3u8");

        assertThat(code(judge(ALL, claims, viewer))).isEqualTo("allow");
    }

    @Test
    void anAudienceThatNobodyConfiguredIsAnothers() {
        JwtSettings anyAudience =
                settings(settings().claims(), Optional.of(ISSUER), Optional.empty(), true, Optional.empty());

        Verdict verdict = TestingTokens.check(anyAudience, keys(jwks(RSA), "RS256"), NOW)
                .judge(viewer(signed(RSA, GOOD)).build())
                .join();

        assertThat(code(verdict)).isEqualTo("token-audience");
    }

    /** RFC 7519, 4.1.3: a text is one audience, also with blanks in it. */
    @ParameterizedTest
    @CsvSource({
        "'\"My API\"', allow",
        "'[\"web\",\"My API\"]', allow",
        "'\"My  API\"', token-audience",
        "'[\"My\",\"API\"]', token-audience"
    })
    void anAudienceMayHaveBlanks(String named, String expected) {
        JwtSettings withBlanks =
                settings(settings().claims(), Optional.of(ISSUER), Optional.of("My API"), true, Optional.empty());
        String claims = GOOD.replace("[\"web\",\"tv\"]", named);

        Verdict verdict = TestingTokens.check(withBlanks, keys(jwks(RSA), "RS256"), NOW)
                .judge(viewer(signed(RSA, claims)).build())
                .join();

        assertThat(code(verdict)).isEqualTo(expected);
    }

    @Test
    void aTokenWithoutAnEndCountsOnlyForWhoSaysSo() {
        JwtSettings endless =
                settings(settings().claims(), Optional.of(ISSUER), Optional.of("tv"), false, Optional.of(2));
        String claims = GOOD.replace("\"exp\":1893456600,", "");

        Verdict verdict = TestingTokens.check(endless, keys(jwks(RSA), "RS256"), NOW)
                .judge(viewer(signed(RSA, claims)).build())
                .join();

        assertThat(verdict)
                .isEqualTo(new Verdict.Allow(
                        Grant.lasting(Duration.ofHours(1)).user("anna").maxSessions(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~(a+)+$", "~(?=a)", "~[", "~\\1"})
    void noExpressionOfATokenTakesLong(String expression) {
        JwtClaimSettings permissions = new JwtClaimSettings(
                new ClaimName("sub"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ClaimName("may")));
        String claims = GOOD.replace(
                "\"exp\"",
                "\"may\":[{\"action\":\"read\",\"path\":\"" + expression.replace("\\", "\\\\") + "\"}],\"exp\"");
        AccessRequest.Builder viewer = viewer(signed(RSA, claims)).channel("a".repeat(5000) + "!");

        assertThat(CompletableFuture.supplyAsync(() -> judge(permissions, claims, viewer)))
                .succeedsWithin(Duration.ofSeconds(5))
                .isInstanceOf(Verdict.Deny.class);
    }

    private static Verdict judge(JwtClaimSettings names, String claims, AccessRequest.Builder viewer) {
        return TestingTokens.check(settings(names), keys(jwks(RSA), "RS256"), NOW)
                .judge(viewer.build())
                .join();
    }
}
