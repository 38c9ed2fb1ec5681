package tv.usher.engine.decision;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.DerivedFuture;

/** A rule's effect whose denied viewers get more than a denial, whoever denied them and whether it is remembered. */
final class DeniedViewersEffect implements RuleEffect {

    private final DeniedLocations locations;
    private final PortalCodes codes;
    private final RuleEffect effect;
    private final DerivedFuture.Derivation<Decision, Decision> told = this::tell; // one for all decisions

    DeniedViewersEffect(DeniedLocations locations, PortalCodes codes, RuleEffect effect) {
        this.locations = locations;
        this.codes = codes;
        this.effect = effect;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        return new DerivedFuture<>(effect.decide(decisionRequest), told);
    }

    private Decision tell(@Nullable Decision decision, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return locations.send(codes.issue(Objects.requireNonNull(decision)));
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        effect.end(decisionRequest);
    }

    /** Without a code: nobody was denied. */
    @Override
    public Plan plan(DecisionRequest decisionRequest) {
        return effect.plan(decisionRequest).then(locations::send);
    }
}
