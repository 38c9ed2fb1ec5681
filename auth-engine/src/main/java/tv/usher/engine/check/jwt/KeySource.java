package tv.usher.engine.check.jwt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Where keys come from. Thread-safe; never blocks. */
public interface KeySource {

    /** The keys that count now; empty while nobody knows them. */
    Optional<SigningKeys> current();

    /**
     * Looks whether there are others, for a token of which no key is known. However many tokens are shown, nobody is asked more often than
     * the operator allows.
     *
     * @return what counts after that look; empty if it isn't time for one. Whoever waits mustn't cancel it
     */
    Optional<CompletableFuture<Optional<SigningKeys>>> lookAgain();

    /** Keys that somebody else keeps up to date. */
    static KeySource of(Supplier<SigningKeys> keys) {
        return new KeySource() {
            @Override
            public Optional<SigningKeys> current() {
                return Optional.of(keys.get());
            }

            @Override
            public Optional<CompletableFuture<Optional<SigningKeys>>> lookAgain() {
                return Optional.empty();
            }
        };
    }
}
