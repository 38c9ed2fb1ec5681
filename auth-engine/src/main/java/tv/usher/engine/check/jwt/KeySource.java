package tv.usher.engine.check.jwt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Where keys come from. Thread-safe; never blocks. */
public interface KeySource {

    /** The keys that count now; empty while nobody knows them. */
    Optional<SigningKeys> current();

    /**
     * Looks whether there are others, for a token that none of these has signed. However many tokens are shown, nobody is asked more often
     * than the operator allows.
     *
     * @return what that look finds, or how the last one failed; empty if that one worked and it isn't time for another. Whoever waits
     *     mustn't cancel it
     */
    Optional<CompletableFuture<Look>> lookAgain();

    /**
     * One look for other keys.
     *
     * @param keys    that count after it; empty while nobody knows them
     * @param failure why it found out nothing; empty if it did
     */
    record Look(Optional<SigningKeys> keys, Optional<String> failure) {}

    /** Keys that somebody else keeps up to date. */
    static KeySource of(Supplier<SigningKeys> keys) {
        return new KeySource() {
            @Override
            public Optional<SigningKeys> current() {
                return Optional.of(keys.get());
            }

            @Override
            public Optional<CompletableFuture<Look>> lookAgain() {
                return Optional.empty();
            }
        };
    }
}
