package tv.usher.engine.backend.guard;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.util.ReasonCode;

/**
 * Bans an address for a while that is denied again and again, for instance because somebody tries tokens. A banned address is denied, and
 * no backend is asked. A viewer there whom the backend can't judge is left to others all the same.
 */
public final class FailureBanAuthority extends ForwardingAuthority {

    private static final Verdict BANNED =
            new Verdict.Deny(ReasonCode.TOO_MANY_DENIALS.with("too many denials of this address (failures)"));

    private final FailureBans bans;

    public FailureBanAuthority(Authority authority, FailureBans bans) {
        super(authority);
        this.bans = bans;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        if (isKeptOut(request)) {
            return CompletableFuture.completedFuture(BANNED);
        }
        CompletableFuture<Verdict> verdict = super.judge(request);
        verdict.thenAccept(said -> {
            if (isGuess(said)) {
                bans.denied(request);
            }
        });
        return verdict;
    }

    private boolean isKeptOut(AccessRequest request) {
        return bans.isBanned(request)
                && super.preview(request)
                        .abstention()
                        .filter(others -> !isGuess(others))
                        .isEmpty();
    }

    /** A middleware that fails has judged nobody; one that redirects mostly sends a wrong token to its login. A list leaves what it doesn't have to others, also what somebody tries. */
    private static boolean isGuess(Verdict verdict) {
        return verdict instanceof Verdict.Deny deny
                ? !deny.reason().code().equals(ReasonCode.SERVER_ERROR.code())
                : verdict instanceof Verdict.Abstain why && why.reason().code().equals(ReasonCode.NOT_LISTED.code());
    }

    @Override
    public Preview preview(AccessRequest request) {
        return isKeptOut(request) ? Preview.decided(BANNED) : super.preview(request);
    }
}
