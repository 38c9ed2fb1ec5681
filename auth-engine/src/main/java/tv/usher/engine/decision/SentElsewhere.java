package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.Location;

/** A rule's effect whose denied viewers go somewhere else, whoever denied them and whether it is remembered. */
final class SentElsewhere implements Rule.Effect {

    private final Location location;
    private final Rule.Effect effect;

    SentElsewhere(Location location, Rule.Effect effect) {
        this.location = location;
        this.effect = effect;
    }

    @Override
    public CompletableFuture<Decision> decide(Inquiry inquiry) {
        return new Sending(effect.decide(inquiry)).start(location);
    }

    @Override
    public void end(Inquiry inquiry) {
        effect.end(inquiry);
    }

    @Override
    public Outlook outlook(Inquiry inquiry) {
        return effect.outlook(inquiry).then(decision -> decision.toward(location));
    }

    /** Giving it up gives up what it waits for, which {@link CompletableFuture#thenApply} wouldn't do. */
    private static final class Sending extends CompletableFuture<Decision> {

        private final CompletableFuture<Decision> given;

        Sending(CompletableFuture<Decision> given) {
            this.given = given;
        }

        CompletableFuture<Decision> start(Location location) {
            given.whenComplete((decision, failure) -> {
                if (failure == null) {
                    complete(decision.toward(location));
                } else {
                    completeExceptionally(failure);
                }
            });
            return this;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            given.cancel(mayInterruptIfRunning);
            return cancelled;
        }
    }
}
