package tv.usher.engine.check;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.check.jwt.KeySource;
import tv.usher.engine.check.jwt.RefusedToken;
import tv.usher.engine.check.jwt.ShownToken;
import tv.usher.engine.check.jwt.SignatureCheck;
import tv.usher.engine.check.jwt.SigningKeys;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * Allows a viewer who shows a token that the issuer has signed for him. It abstains from a token of another shape or of another issuer,
 * which another backend may know. If a token may be of a key that was published a moment ago, it waits until that is known; an issuer may
 * also have given a new key the name of an old one, or none.
 */
final class Jwt extends Check {

    private static final Verdict NO_TOKEN = new Verdict.Abstain(ReasonCode.NO_TOKEN.with("no signed token"));
    private static final Verdict OTHERS =
            new Verdict.Abstain(ReasonCode.TOKEN_OF_ANOTHER.with("token: is of another issuer"));
    private static final Verdict NO_KEYS =
            new Verdict.Unavailable(ReasonCode.KEYS_MISSING.with("the issuer's keys are not known"));

    private final JwtSettings settings;
    private final KeySource keys;
    private final JwtTerms terms;
    private final Clock clock;

    Jwt(String name, JwtSettings settings, KeySource keys, Clock clock) {
        super(name);
        this.settings = settings;
        this.keys = keys;
        this.terms = new JwtTerms(settings);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        Judging now = judging(request);
        if (now.doubt() == Doubt.NONE) {
            return CompletableFuture.completedFuture(now.verdict());
        }
        return keys.lookAgain()
                .map(look -> look.thenCompose(found -> judgedAfter(found, request)))
                .orElseGet(() -> CompletableFuture.completedFuture(now.verdict()));
    }

    private CompletableFuture<Verdict> judgedAfter(KeySource.Look look, AccessRequest request) {
        Judging judging = judging(request, look.keys());
        return judging.doubt() == Doubt.KEY_UNKNOWN && look.failure().isPresent()
                ? CompletableFuture.failedFuture(new Undecided(ReasonCode.KEYS_MISSING.with(
                        "token: its key is not known, and the issuer can't be asked for others ("
                                + look.failure().get() + ")")))
                : CompletableFuture.completedFuture(judging.verdict());
    }

    /** With the keys that are known now. */
    @Override
    public Preview preview(AccessRequest request) {
        return Preview.decided(judging(request).verdict());
    }

    private enum Doubt {
        NONE,
        /** Other keys could lead to another verdict. */
        OTHER_KEYS,
        /** As {@link #OTHER_KEYS}, and nothing speaks against the token but that its key isn't known. */
        KEY_UNKNOWN
    }

    private record Judging(Verdict verdict, Doubt doubt) {

        static Judging over(Verdict verdict) {
            return new Judging(verdict, Doubt.NONE);
        }
    }

    private Judging judging(AccessRequest request) {
        return judging(request, keys.current());
    }

    private Judging judging(AccessRequest request, Optional<SigningKeys> known) {
        try {
            Optional<String> shown = settings.parameter().onlyIn(request.query());
            Optional<ShownToken> token = shown.isEmpty() ? Optional.empty() : ShownToken.read(shown.get());
            if (token.isEmpty()) {
                return Judging.over(NO_TOKEN);
            }
            if (settings.issuer().isPresent()
                    && !settings.issuer().equals(token.get().issuer())) {
                return Judging.over(OTHERS);
            }
            return known.isEmpty()
                    ? new Judging(NO_KEYS, Doubt.OTHER_KEYS)
                    : judging(token.get(), request, known.get());
        } catch (RefusedToken e) {
            return Judging.over(new Verdict.Deny(e.reason()));
        }
    }

    private Judging judging(ShownToken token, AccessRequest request, SigningKeys known) throws RefusedToken {
        SignatureCheck signature = known.check(token);
        return switch (signature) {
            case VALID -> Judging.over(terms.judge(token.claims(), request, clock.instant()));
            case FORGED -> denied(ReasonCode.TOKEN_FORGED, "token: its key has not signed it", Doubt.OTHER_KEYS);
            case ALGORITHM_REFUSED ->
                denied(
                        ReasonCode.TOKEN_ALGORITHM,
                        "token: its algorithm is not listed, or not the one of its key",
                        Doubt.OTHER_KEYS);
            case KEY_UNKNOWN ->
                denied(ReasonCode.TOKEN_KEY_UNKNOWN, "token: its key is not among the issuer's", Doubt.KEY_UNKNOWN);
        };
    }

    private static Judging denied(ReasonCode code, String text, Doubt doubt) {
        return new Judging(new Verdict.Deny(code.with(text)), doubt);
    }
}
