package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.check.TestingLists.GRANT;
import static tv.usher.engine.check.TestingLists.NOW;
import static tv.usher.engine.check.TestingLists.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** Passwords are checked on other threads, so what is underneath can't be seen, but its effects can. */
class UsersContractTest extends AuthorityContract<Users> {

    private static final AccessRequest ANNA = viewer("auth=anna:secret");

    private static final UserEntry ENTRY = TestingLists.user("anna", "secret");

    private final List<PasswordChecks> passwords = new ArrayList<>();
    private final CountDownLatch machineHasTime = new CountDownLatch(1);

    @AfterEach
    void close() {
        machineHasTime.countDown();
        passwords.forEach(PasswordChecks::close);
    }

    @Override
    protected List<Case<Users>> cases() {
        Users users = users(10_000, Thread::new);
        return List.of(
                new Case<>(users, ANNA, new Verdict.Allow(Grant.lasting(GRANT).user("anna"))),
                new Case<>(
                        users,
                        viewer("auth=anna:wrong"),
                        new Verdict.Deny(ReasonCode.WRONG_PASSWORD.with("wrong password of anna"))),
                new Case<>(
                        users,
                        viewer("auth=bert:secret"),
                        new Verdict.Abstain(ReasonCode.NOT_LISTED.with("login is not listed"))),
                new Case<>(users, viewer(""), new Verdict.Abstain(ReasonCode.NO_LOGIN.with("no login:password"))),
                new Case<>(
                        users(1, task -> {
                            throw new InternalError("no thread");
                        }),
                        ANNA,
                        new Verdict.Unavailable(ReasonCode.INTERNAL_ERROR.with("the password couldn't be checked"))));
    }

    @Test
    void whoShowsNoLoginIsKnownBeforehandToBeOthers() {
        assertThat(users(10, Thread::new).preview(viewer("token=T")).abstention())
                .contains(new Verdict.Abstain(ReasonCode.NO_LOGIN.with("no login:password")));
        assertThat(users(10, Thread::new).preview(ANNA).said()).isEmpty();
    }

    @Override
    protected Optional<Hanging<Users>> hanging() {
        return Optional.empty();
    }

    @Override
    protected int looks() {
        return 5;
    }

    @Test
    void whoGivesUpIsToldAtOnceAndTheMachineDoesNothingForHim() {
        // Given
        Users users = users(10, this::slowThread);
        List<CompletableFuture<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(users.judge(ANNA));
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        // When
        waiting.forEach(verdict -> verdict.cancel(true));

        // Then
        assertThat(waiting).allMatch(CompletableFuture::isCancelled);
        machineHasTime.countDown();
        assertThat(users.judge(viewer("auth=anna:wrong")).join())
                .isEqualTo(new Verdict.Deny(ReasonCode.WRONG_PASSWORD.with("wrong password of anna")));
    }

    private Thread slowThread(Runnable task) {
        Thread thread = new Thread(() -> {
            try {
                machineHasTime.await();
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private Users users(int maxWaiting, ThreadFactory threads) {
        UsersSettings settings = TestingLists.users(2, maxWaiting, ENTRY);
        PasswordChecks checks = new PasswordChecks(settings, threads);
        passwords.add(checks);
        Map<String, UserEntry.Account> byLogin = Map.of("anna", ENTRY.account());
        return new Users("people", settings, () -> byLogin, checks, TestingClock.at(NOW));
    }
}
