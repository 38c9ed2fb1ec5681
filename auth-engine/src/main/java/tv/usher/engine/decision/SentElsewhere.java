package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.Location;
import tv.usher.engine.backend.Derived;

/** A rule's effect whose denied viewers go somewhere else, whoever denied them and whether it is remembered. */
final class SentElsewhere implements Rule.Effect {

    private final Location location;
    private final Rule.Effect effect;
    private final Derived.Step<Decision, Decision> sent = this::send; // one for all decisions

    SentElsewhere(Location location, Rule.Effect effect) {
        this.location = location;
        this.effect = effect;
    }

    @Override
    public CompletableFuture<Decision> decide(Inquiry inquiry) {
        return new Derived<>(effect.decide(inquiry), sent);
    }

    private Decision send(Decision decision, Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return decision.toward(location);
    }

    @Override
    public void end(Inquiry inquiry) {
        effect.end(inquiry);
    }

    @Override
    public Outlook outlook(Inquiry inquiry) {
        return effect.outlook(inquiry).then(decision -> decision.toward(location));
    }
}
