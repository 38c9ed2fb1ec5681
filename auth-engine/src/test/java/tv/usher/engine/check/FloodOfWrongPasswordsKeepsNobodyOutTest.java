package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.check.TestingLists.NOW;
import static tv.usher.engine.check.TestingLists.user;
import static tv.usher.engine.check.TestingLists.users;
import static tv.usher.engine.check.TestingLists.viewer;
import static tv.usher.engine.check.TestingLists.viewerAt;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.util.Undecided;

/**
 * T45: checking a password costs a part of a second, so it must neither hold the asking thread up nor wait in ever longer lines, and
 * who tries passwords keeps nobody else waiting.
 */
class FloodOfWrongPasswordsKeepsNobodyOutTest {

    private static final String ADDRESS = "203.0.113.7";

    private final Checks checks = new Checks(null, new KeyMemory(), TestingClock.at(NOW));

    @AfterEach
    void close() {
        checks.close();
    }

    @Test
    void whoWasRightBeforeDoesNotWait() {
        // Given
        Authority users = checks.of("people", users(1, 1, user("anna", "secret"), slow("bert")), null);
        users.judge(viewer("auth=anna:secret")).join();
        List<CompletableFuture<Verdict>> flood = flood(users);

        // When
        CompletableFuture<Verdict> anna = users.judge(viewer("auth=anna:secret"));

        // Then
        assertThat(anna).isCompletedWithValueMatching(verdict -> verdict instanceof Verdict.Allow);
        assertThat(flood.get(0)).isNotDone();
        flood.forEach(each -> each.cancel(true));
    }

    @Test
    void whoComesFromElsewhereIsCheckedWhileTheFloodGoesOn() {
        // Given the shipped bounds, and checks that take for ever
        Authority users = checks.of("people", users(2, 32, 50, user("anna", "secret"), slow("bert")), null);
        List<CompletableFuture<Verdict>> flood = flood(users);

        // When, Then
        for (int i = 0; i < 5; i++) {
            assertThat(users.judge(viewerAt("203.0.113.8", "auth=anna:wrong" + i))
                            .join())
                    .isInstanceOf(Verdict.Deny.class);
        }
        assertThat(users.judge(viewerAt("203.0.113.8", "auth=anna:secret")).join())
                .isInstanceOf(Verdict.Allow.class);
        assertThat(flood.subList(0, 17)).noneMatch(CompletableFuture::isDone);
        assertThat(flood.subList(17, 100))
                .allSatisfy(guess -> assertThat(guess)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withRootCauseInstanceOf(Undecided.class)
                        .withMessageContaining("address-share"));
        flood.forEach(each -> each.cancel(true));
    }

    @Test
    void whoGivesUpMakesNoRoomForHisNextGuess() {
        // Given
        Authority users = checks.of("people", users(2, 32, 50, user("anna", "secret"), slow("bert")), null);

        // When he breaks off each guess
        for (int i = 0; i < 100; i++) {
            users.judge(viewer("auth=bert:guess" + i)).cancel(true);
        }

        // Then
        assertThat(users.judge(viewerAt("203.0.113.8", "auth=anna:secret")).join())
                .isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void whoFindsTheLineFullIsNotRefusedButUndecided() {
        // Given
        Authority users = checks.of("people", users(1, 1, user("anna", "secret"), slow("bert")), null);
        List<CompletableFuture<Verdict>> flood = flood(users);

        // When
        CompletableFuture<Verdict> anna = users.judge(viewer("auth=anna:secret"));

        // Then: one is checked, one waits
        assertThat(anna)
                .isCompletedWithValue(
                        new Verdict.Unavailable(ReasonCode.BUSY.with("too many passwords wait to be checked")));
        assertThat(users.onUnavailable()).isEqualTo(OnUnavailable.ERROR);
        assertThat(flood).filteredOn(each -> !each.isDone()).hasSizeLessThanOrEqualTo(2);
        flood.forEach(each -> each.cancel(true));
    }

    @Test
    void whoComesWhenNoThreadCanBeStartedIsUndecidedToo() {
        // Given
        UserEntry anna = user("anna", "secret");
        UsersSettings settings = users(1, 1, anna);
        PasswordChecks passwords = new PasswordChecks(settings, task -> {
            throw new InternalError("unable to create native thread"); // JUnit itself gives up at an OutOfMemoryError
        });
        Map<String, UserEntry.Account> byLogin = Map.of("anna", anna.account());
        Authority users = new Users("people", settings, () -> byLogin, passwords, TestingClock.at(NOW));

        // When
        CompletableFuture<Verdict> verdict = users.judge(viewer("auth=anna:secret"));

        // Then
        assertThat(verdict)
                .isCompletedWithValue(
                        new Verdict.Unavailable(ReasonCode.INTERNAL_ERROR.with("the password couldn't be checked")));
        passwords.close();
    }

    @Test
    void guessedLoginsCostNothing() {
        Authority users = checks.of("people", users(1, 1, slow("bert")), null);

        for (int i = 0; i < 10_000; i++) {
            assertThat(users.judge(viewer("auth=guess" + i + ":x")))
                    .isCompletedWithValueMatching(verdict -> verdict instanceof Verdict.Abstain);
        }
    }

    @Test
    void aChangedPasswordIsNotTheRememberedOne() {
        // Given
        try (PasswordChecks passwords = new PasswordChecks(users(1, 1, user("anna", "secret")))) {
            CompletableFuture<Boolean> before = new CompletableFuture<>();
            passwords.check(ADDRESS, hash("secret"), "secret", before);
            assertThat(before.join()).isTrue();

            // When
            CompletableFuture<Boolean> after = new CompletableFuture<>();
            passwords.check(ADDRESS, hash("changed"), "secret", after);

            // Then
            assertThat(after.join()).isFalse();
        }
    }

    @Test
    void whatWaitsAtTheEndIsStillAnswered() {
        // Given
        Authority users = checks.of("people", users(1, 10, user("anna", "secret")), null);
        CompletableFuture<Verdict> first = users.judge(viewer("auth=anna:wrong"));
        CompletableFuture<Verdict> second = users.judge(viewer("auth=anna:secret"));

        // When
        checks.close();

        // Then
        await().until(() -> first.isDone() && second.isDone());
        assertThat(first.join()).isInstanceOf(Verdict.Deny.class);
        assertThat(second.join()).isInstanceOf(Verdict.Allow.class);
    }

    /** Many guesses at one who is listed; the first of them is being checked when this returns. */
    private static List<CompletableFuture<Verdict>> flood(Authority users) {
        List<CompletableFuture<Verdict>> flood = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            flood.add(users.judge(viewer("auth=bert:guess" + i)));
        }
        return flood;
    }

    /** With a hash that takes seconds, so that nothing is done before the test has looked. */
    private static UserEntry slow(String login) {
        String slow = hash("secret").text().replace(":" + TestingLists.ITERATIONS + ":", ":10000000:");
        return new UserEntry(login, Secret.of(slow), true, List.of(), Optional.empty(), Optional.empty());
    }

    private static PasswordHash hash(String password) {
        return PasswordHash.of(password, TestingLists.ITERATIONS, new SecureRandom());
    }
}
