package tv.usher.engine.decision;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Location;
import tv.usher.engine.util.DerivedFuture;

/** A rule's effect whose denied viewers go somewhere else, whoever denied them and whether it is remembered. */
final class RedirectingEffect implements RuleEffect {

    private final Location location;
    private final RuleEffect effect;
    private final DerivedFuture.Derivation<Decision, Decision> sent = this::send; // one for all decisions

    RedirectingEffect(Location location, RuleEffect effect) {
        this.location = location;
        this.effect = effect;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        return new DerivedFuture<>(effect.decide(decisionRequest), sent);
    }

    private Decision send(@Nullable Decision decision, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(decision).redirectedTo(location);
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        effect.end(decisionRequest);
    }

    @Override
    public Plan plan(DecisionRequest decisionRequest) {
        return effect.plan(decisionRequest).then(decision -> decision.redirectedTo(location));
    }
}
