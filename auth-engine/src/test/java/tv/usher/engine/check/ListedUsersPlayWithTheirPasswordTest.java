package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tv.usher.engine.check.TestingLists.ITERATIONS;
import static tv.usher.engine.check.TestingLists.NOW;
import static tv.usher.engine.check.TestingLists.hashOf;
import static tv.usher.engine.check.TestingLists.ranges;
import static tv.usher.engine.check.TestingLists.user;
import static tv.usher.engine.check.TestingLists.users;
import static tv.usher.engine.check.TestingLists.viewer;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class ListedUsersPlayWithTheirPasswordTest {

    private static final String ZEROES = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String BY_PYTHON = "20bee439718e386064191b62d9713ecc8c768917001505f3511fa2adcaa5eeb9";

    private final Checks checks = new Checks(null, new KeyMemory(), TestingClock.at(NOW));

    @AfterEach
    void close() {
        checks.close();
    }

    @Test
    void theRightPasswordPlaysUnderTheLogin() {
        assertThat(judge("auth=anna:secret", user("anna", "secret")))
                .isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("anna")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth=anna:p%C3%A4ss:w%26rd%2B1",
                "auth=anna:p%c3%a4ss%3Aw%26rd%2B1",
                "x=1&auth=anna%3Ap%C3%A4ss:w%26rd%2B1&token=y"
            })
    void aPasswordMayHaveAnyCharacters(String query) {
        assertThat(judge(query, user("anna", "p\u00e4ss:w&rd+1"))).isInstanceOf(Verdict.Allow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna:", "anna:Secret", "anna:secret%20", "anna:secre", "anna::secret", "anna:secret%00"})
    void aWrongPasswordIsDenied(String auth) {
        Verdict verdict = judge("auth=" + auth, user("anna", "secret"));

        assertThat(verdict).isEqualTo(new Verdict.Deny(ReasonCode.WRONG_PASSWORD.with("wrong password of anna")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "auth=",
                "auth=anna",
                "auth=:secret",
                "auth=Anna:secret",
                "auth=bert:secret",
                "token=anna:secret",
                "auth=anna:secret&auth=anna:secret"
            })
    void whoIsNotListedIsLeftToOthers(String query) {
        assertThat(judge(query, user("anna", "secret"))).isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void theHashItselfIsNoPassword() {
        UserEntry anna = user("anna", "secret");

        assertThat(judge("auth=anna:" + anna.password().reveal(), anna)).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void whoIsDisabledExpiredOrElsewhereIsDeniedWithTheRightPassword() {
        UserEntry disabled = new UserEntry("anna", secret(), false, ranges(), Optional.empty(), Optional.empty());
        UserEntry expired = new UserEntry(
                "anna", secret(), true, ranges(), Optional.of(Expiry.parse("2027-01-14")), Optional.empty());
        UserEntry elsewhere =
                new UserEntry("anna", secret(), true, ranges("10.0.0.0/8"), Optional.empty(), Optional.empty());

        assertThat(judge("auth=anna:secret", disabled))
                .isEqualTo(new Verdict.Deny(ReasonCode.NOT_ENABLED.with("anna is not enabled")));
        assertThat(judge("auth=anna:secret", expired)).isInstanceOf(Verdict.Deny.class);
        assertThat(judge("auth=anna:secret", elsewhere)).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void theEntrysLimitIsGranted() {
        UserEntry anna = new UserEntry("anna", secret(), true, ranges(), Optional.empty(), Optional.of(2));

        assertThat(judge("auth=anna:secret", anna))
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().maxSessions()).hasValue(2));
    }

    @Test
    void nobodyIsListedTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> users(1, 1, user("anna", "a"), user("anna", "b")).byLogin(null))
                .withMessage("'anna' is listed twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2-sha256:1:00112233445566778899aabbccddeeff:" + ZEROES,
                "pbkdf2-sha256:99999999:00112233445566778899aabbccddeeff:" + ZEROES,
                "pbkdf2-sha256:600000:0011:" + ZEROES,
                "pbkdf2-sha256:600000:00112233445566778899aabbccddeeff:00",
                "pbkdf2-sha1:600000:00112233445566778899aabbccddeeff:" + ZEROES,
                "pbkdf2-sha256:600000:00112233445566778899aabbccddeefg:" + ZEROES
            })
    void aPasswordThatIsNoHashIsRefusedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new UserEntry("anna", Secret.of(text), true, ranges(), Optional.empty(), Optional.empty()))
                .withMessageContaining("password")
                .matches(e -> text.isEmpty() || !e.getMessage().contains(text));
    }

    @Test
    void hashesOfOtherToolsAreUnderstood() {
        // made by Python: hashlib.pbkdf2_hmac('sha256', 'pässword'.encode(), bytes(range(16)), 10000)
        PasswordHash hash = PasswordHash.parse("pbkdf2-sha256:10000:000102030405060708090a0b0c0d0e0f:" + BY_PYTHON);

        assertThat(hash.matches("p\u00e4ssword")).isTrue();
        assertThat(hash.matches("password")).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(hashOf("secret")).isNotEqualTo(hashOf("secret"));
        assertThat(PasswordHash.parse(hashOf("secret")).matches("secret")).isTrue();
    }

    @Test
    void noTextShowsAHash() {
        PasswordHash hash = PasswordHash.of("secret", ITERATIONS, new SecureRandom());

        assertThat(hash.toString()).isEqualTo("PasswordHash[***]");
        assertThat(user("anna", "secret").account().toString()).doesNotContain("pbkdf2");
        assertThat(user("anna", "secret").toString()).doesNotContain("pbkdf2");
    }

    private static Secret secret() {
        return Secret.of(hashOf("secret"));
    }

    private Verdict judge(String query, UserEntry... entries) {
        return checks.of("people", users(1, 10, entries), null)
                .judge(viewer(query))
                .join();
    }
}
