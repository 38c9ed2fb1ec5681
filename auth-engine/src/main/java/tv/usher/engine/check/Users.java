package tv.usher.engine.check;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * Allows a viewer who shows a listed login with its password. It abstains at once from a login that isn't listed, which another backend may
 * know; so guessed logins cost no processor time, but somebody can find out which logins are listed.
 */
final class Users extends Check {

    private static final Verdict NO_LOGIN = new Verdict.Abstain(ReasonCode.NO_LOGIN.with("no login:password"));
    private static final Verdict NOT_LISTED = new Verdict.Abstain(ReasonCode.NOT_LISTED.with("login is not listed"));
    private static final Verdict BUSY =
            new Verdict.Unavailable(ReasonCode.BUSY.with("too many passwords wait to be checked"));

    private static final Undecided OVER_SHARE = new Undecided(
            ReasonCode.OVER_SHARE.with("this address has its share of the passwords already (address-share)"));

    private static final Verdict FAILED =
            new Verdict.Unavailable(ReasonCode.INTERNAL_ERROR.with("the password couldn't be checked"));

    private final UsersSettings settings;
    private final Supplier<Map<String, UserEntry.Account>> byLogin;
    private final PasswordChecks passwords;
    private final Clock clock;

    Users(
            String name,
            UsersSettings settings,
            Supplier<Map<String, UserEntry.Account>> byLogin,
            PasswordChecks passwords,
            Clock clock) {
        super(name);
        this.settings = settings;
        this.byLogin = byLogin;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        String shown = shown(request);
        if (!isLogin(shown)) {
            return CompletableFuture.completedFuture(NO_LOGIN);
        }
        int colon = shown.indexOf(':');
        UserEntry.Account account = byLogin.get().get(shown.substring(0, colon));
        if (account == null) {
            return CompletableFuture.completedFuture(NOT_LISTED);
        }
        Verdict otherwise = judge(account, request);
        return otherwise instanceof Verdict.Allow
                ? checkPassword(request.clientAddress(), account, shown.substring(colon + 1), otherwise)
                : CompletableFuture.completedFuture(otherwise);
    }

    /** Says beforehand only who isn't this check's. */
    @Override
    public Preview preview(AccessRequest request) {
        return isLogin(shown(request)) ? super.preview(request) : Preview.decided(NO_LOGIN);
    }

    private String shown(AccessRequest request) {
        return settings.parameter().onlyIn(request.query()).orElse("");
    }

    private static boolean isLogin(String shown) {
        return shown.indexOf(':') > 0;
    }

    /** Checks everything except the password, which costs most. */
    private Verdict judge(UserEntry.Account account, AccessRequest request) {
        return account.enabled()
                ? account.entitlement().judge(request, clock.instant(), settings.grant(), settings.maxSessions())
                : new Verdict.Deny(
                        ReasonCode.NOT_ENABLED.with(account.entitlement().user() + " is not enabled"));
    }

    private CompletableFuture<Verdict> checkPassword(
            String client, UserEntry.Account account, String password, Verdict ifRight) {
        Verdict ifWrong = new Verdict.Deny(ReasonCode.WRONG_PASSWORD.with(
                "wrong password of " + account.entitlement().user()));
        CompletableFuture<Boolean> check = new CompletableFuture<>();
        CompletableFuture<Verdict> verdict =
                check.handle((right, failure) -> failure != null ? FAILED : right ? ifRight : ifWrong);
        verdict.whenComplete((said, givenUp) -> check.cancel(false)); // nothing is left to cancel after an answer
        try {
            return switch (passwords.check(client, account.password(), password, check)) {
                case RUNS, WAITS -> verdict;
                case OVER_SHARE -> CompletableFuture.failedFuture(OVER_SHARE);
                case FULL -> CompletableFuture.completedFuture(BUSY);
            };
        } catch (Throwable e) { // also an OutOfMemoryError if a thread can't be started
            return CompletableFuture.completedFuture(FAILED);
        }
    }
}
