package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.engine.check.TestingTokens.CLAIMS;
import static tv.usher.engine.check.TestingTokens.NOW;
import static tv.usher.engine.check.TestingTokens.RSA;
import static tv.usher.engine.check.TestingTokens.code;
import static tv.usher.engine.check.TestingTokens.judge;
import static tv.usher.engine.check.TestingTokens.jwks;
import static tv.usher.engine.check.TestingTokens.signed;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.check.jwt.FetchedKeys;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.check.jwt.SigningKeys;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.util.Undecided;

class KeysOutliveTheirIssuerTest {

    private static final String LONG = CLAIMS.replace("1893463200", "1924992000"); // a year

    private final TestingClock clock = TestingClock.at(NOW);
    private final TestingExchange issuer = new TestingExchange();
    private final KeyMemory memory = new KeyMemory();
    private final TestingKeyWatch watch = new TestingKeyWatch();
    private FetchedKeys keys = fetched();
    private Jwt check = new Jwt("website", TestingTokens.settings(), keys, clock);

    @Test
    void theFirstViewerWaitsForTheKeysAndAskedIsOnce() {
        // Given
        issuer.hangs();

        // When
        List<CompletableFuture<Verdict>> waiting = List.of(
                check.judge(TestingTokens.viewer(signed(RSA, LONG)).build()),
                check.judge(TestingTokens.viewer(signed(RSA, LONG)).build()));
        waiting.get(0).cancel(true);
        issuer.answers().get(0).complete(published(RSA));

        // Then
        assertThat(code(waiting.get(1).join())).isEqualTo("allow");
        assertThat(issuer.questions()).singleElement().satisfies(question -> {
            assertThat(question.endpoint()).hasToString(TestingTokens.ADDRESS);
            assertThat(question.query().isEmpty()).isTrue();
        });
    }

    @Test
    void keysAreFetchedAnewBeforeAnybodyMissesThem() {
        // Given
        publishes(RSA);
        keys.look();

        // When
        passes(Duration.ofMinutes(14));
        int before = issuer.questions().size();
        passes(Duration.ofMinutes(2));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(issuer.questions()).hasSize(2);
    }

    @Test
    void anIssuerThatIsDeadForAnHourKeepsNobodyOut() {
        // Given
        publishes(RSA);
        keys.look();
        String token = signed(RSA, LONG);

        // When
        issuer.instead().fails(ExchangeFailure.Kind.REFUSED);
        try (TestingLog log = TestingLog.of(FetchedKeys.class)) {
            for (int minute = 0; minute < 60; minute++) {
                passes(Duration.ofMinutes(1));
                assertThat(code(judge(check, token))).isEqualTo("allow");
            }

            // Then
            assertThat(log.lines()).singleElement().asString().contains("can't be fetched", "still count");
            publishes(RSA);
            passes(Duration.ofMinutes(1));
            assertThat(log.lines()).last().asString().contains("could be fetched again");
        }
    }

    @Test
    void keysThatNobodyConfirmsForADayCountNoLonger() {
        publishes(RSA);
        keys.look();
        issuer.instead().fails(ExchangeFailure.Kind.REFUSED);

        passes(Duration.ofHours(23));
        String within = code(judge(check, signed(RSA, LONG)));
        passes(Duration.ofHours(1));

        assertThat(within).isEqualTo("allow");
        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("unavailable keys-missing");
    }

    @Test
    void aNewKeyCountsAtOnceAndAnOldOneNoLonger() {
        // Given
        RSAKey next = TestingTokens.rsa("r2");
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));

        // When: the issuer rotates, and its first new token comes
        publishes(next);

        // Then
        assertThat(code(judge(check, signed(next, LONG)))).isEqualTo("allow");
        passes(Duration.ofSeconds(11));
        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("token-key-unknown");
    }

    /** Not every issuer gives a new key a new name. */
    @Test
    void aNewKeyOfTheOldNameCountsAtOnce() {
        // Given
        RSAKey next = TestingTokens.rsa(RSA.getKeyID());
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));

        // When
        publishes(next);

        // Then
        assertThat(code(judge(check, signed(next, LONG)))).isEqualTo("allow");
    }

    @Test
    void aNewKeyWithoutANameAndOneOfAnotherAlgorithmCountAtOnce() throws Exception {
        // Given
        RSAKey next = TestingTokens.rsa("r2");
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));

        // When
        publishes(next);
        String unnamed = signed(new JWSHeader.Builder(JWSAlgorithm.RS256), new RSASSASigner(next), LONG);

        // Then
        assertThat(code(judge(check, unnamed))).isEqualTo("allow");

        // When
        passes(Duration.ofMinutes(1));
        ECKey curve = TestingTokens.ec("r2");
        publishes(curve);

        // Then
        assertThat(code(judge(check, signed(curve, LONG)))).isEqualTo("allow");
    }

    @Test
    void tenThousandForgedTokensAreOneQuestionAndOnlyTheFirstWait() {
        // Given
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));
        int before = issuer.questions().size();
        issuer.instead().hangs();
        String forged = signed(TestingTokens.rsa(RSA.getKeyID()), LONG);

        // When
        CompletableFuture<Verdict> waiting =
                check.judge(TestingTokens.viewer(forged).build());

        // Then
        assertThat(waiting).isNotDone();
        assertThat(code(judge(check, signed(RSA, LONG))))
                .as("nobody else waits")
                .isEqualTo("allow");
        issuer.answers().get(before).complete(published(RSA));
        assertThat(code(waiting.join())).isEqualTo("token-forged");
        for (int i = 0; i < 10_000; i++) {
            assertThat(code(judge(check, forged))).isEqualTo("token-forged");
        }
        assertThat(issuer.questions()).hasSize(before + 1);
    }

    @Test
    void whoseKeyIsUnknownIsNotDeniedWhileTheIssuerCannotBeAsked() {
        // Given
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));
        issuer.instead().fails(ExchangeFailure.Kind.REFUSED);
        String next = signed(TestingTokens.rsa("r2"), LONG);
        String forged = signed(TestingTokens.rsa(RSA.getKeyID()), LONG);

        for (int second = 0; second < 25; second += 5) {
            // When
            CompletableFuture<Verdict> asked =
                    check.judge(TestingTokens.viewer(next).build());

            // Then
            assertThatThrownBy(asked::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            Undecided.class,
                            undecided -> assertThat(undecided.reason())
                                    .isEqualTo(ReasonCode.KEYS_MISSING.with(
                                            "token: its key is not known, and the issuer can't be asked for others"
                                                    + " (scripted REFUSED)")));
            passes(Duration.ofSeconds(5));
        }
        assertThat(code(judge(check, forged))).isEqualTo("token-forged");
    }

    @Test
    void whoeverWatchesHearsThatKeysAreMissingAndAreThereAgain() {
        // Given
        issuer.fails(ExchangeFailure.Kind.REFUSED);
        keys.look();
        publishes(RSA);
        passes(Duration.ofSeconds(11));
        issuer.instead().answers(503);

        // When
        passes(Duration.ofHours(25));
        publishes(RSA);
        passes(Duration.ofSeconds(11));

        // Then
        assertThat(watch.heard())
                .containsExactly(
                        "keys-missing: the issuer's keys are not known (scripted REFUSED)",
                        "keys known",
                        "keys-missing: the issuer's keys are not known (status 503)",
                        "keys known");
    }

    @Test
    void aReloadThatEndsAFetchIsNoLackOfKeys() {
        issuer.fails(new ExchangeFailure(
                ExchangeFailure.Kind.UNREACHABLE, ReasonCode.BACKEND_CLOSED, "this backend is being closed"));
        keys.look();

        assertThat(watch.heard()).isEmpty();
    }

    @Test
    void keysThatCannotBeReadTakeNoOthersAwayAndAreToldOnce() {
        // Given
        String set = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"x\"},{\"kty\":\"new\",\"kid\":\"y\"},7,"
                + RSA.toPublicJWK().toJSONString() + "]}";
        issuer.answers(BackendResponse.of(200).body(set));
        try (TestingLog log = TestingLog.of(SigningKeys.class)) {
            // When
            keys.look();
            passes(Duration.ofMinutes(40));

            // Then
            assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("allow");
            assertThat(log.lines())
                    .containsExactly("backend website: 3 of its keys can't be read and are ignored; 1 count");
        }
    }

    @Test
    void tenThousandUnknownKeysAreOneQuestion() {
        // Given
        publishes(RSA);
        keys.look();
        passes(Duration.ofMinutes(1));
        int before = issuer.questions().size();
        String rest = signed(RSA, LONG).replaceFirst("^[^.]*", "");

        // When
        for (int i = 0; i < 10_000; i++) {
            String unknown = TestingTokens.base64("{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}") + rest;
            assertThat(code(judge(check, unknown))).isEqualTo("token-key-unknown");
        }

        // Then
        assertThat(issuer.questions()).hasSize(before + 1);
        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("allow");
    }

    @Test
    void anErrorPageTakesNoKeysAway() {
        publishes(RSA);
        keys.look();
        issuer.instead().answers(BackendResponse.of(200).body("<html>maintenance</html>"));
        passes(Duration.ofMinutes(20));
        issuer.instead().answers(BackendResponse.of(200).body("{\"keys\":[]}"));
        passes(Duration.ofMinutes(20));
        issuer.instead().answers(BackendResponse.of(404).body(jwks()));
        passes(Duration.ofMinutes(20));

        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("allow");
    }

    @Test
    void aReloadWhileTheIssuerIsAwayTakesNoKeysAway() {
        // Given
        publishes(RSA);
        keys.look();
        issuer.instead().fails(ExchangeFailure.Kind.REFUSED);

        // When
        keys = fetched();
        check = new Jwt("website", TestingTokens.settings(), keys, clock);

        // Then
        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("allow");
    }

    @Test
    void withoutKeysNobodyIsLetInAndNobodyIsDenied() {
        issuer.fails(ExchangeFailure.Kind.TIMEOUT);

        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("unavailable keys-missing");
        assertThat(check.onUnavailable()).isEqualTo(OnUnavailable.ERROR);
        assertThat(check.preview(TestingTokens.viewer(signed(RSA, LONG)).build())
                        .said())
                .isPresent();
    }

    @Test
    void aBugOfTheExchangeHangsNobody() {
        issuer.throwsFromAsk(new IllegalStateException("bug"));

        assertThat(code(judge(check, signed(RSA, LONG)))).isEqualTo("unavailable keys-missing");
    }

    private FetchedKeys fetched() {
        JwtSettings settings = TestingTokens.settings();
        return new FetchedKeys("website", settings.fetch(), settings.keyReader(), issuer, memory, watch, clock);
    }

    private void publishes(JWK key) {
        issuer.instead().answers(published(key));
    }

    private static BackendResponse published(JWK key) {
        return BackendResponse.of(200).body(jwks(key));
    }

    /** Second by second, as the timer looks. */
    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.passes(Duration.ofSeconds(1));
            keys.look();
        }
    }
}
