package tv.usher.engine.decision;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.DerivedFuture;

/** A rule's effect whose denied viewers go somewhere else, whoever denied them and whether it is remembered. */
final class RedirectingEffect implements RuleEffect {

    private final DeniedLocations locations;
    private final RuleEffect effect;
    private final DerivedFuture.Derivation<Decision, Decision> sent = this::send; // one for all decisions

    RedirectingEffect(DeniedLocations locations, RuleEffect effect) {
        this.locations = locations;
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
        return locations.send(Objects.requireNonNull(decision));
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        effect.end(decisionRequest);
    }

    @Override
    public Plan plan(DecisionRequest decisionRequest) {
        return effect.plan(decisionRequest).then(locations::send);
    }
}
