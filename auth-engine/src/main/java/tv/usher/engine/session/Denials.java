package tv.usher.engine.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.net.AddressShares;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * Denials of the last seconds, so that a player in a retry loop doesn't take the middleware down; the store is told of them. Bounded, with a
 * share for each address; thread-safe.
 */
final class Denials {

    static final int BYTES_OF_A_PLACE = 300;

    private final Cache<Key, Denial> byKey;
    private final AddressShares shares;
    private final SessionStore store;

    private record Denial(Refusal refusal, Optional<IpAddress> client, int places) {

        /** Where the viewer goes instead may be long. */
        static Denial of(Refusal refusal, Optional<IpAddress> client) {
            int text = refusal.redirect()
                    .map(location -> location.address().length())
                    .orElse(0);
            return new Denial(refusal, client, 1 + text / BYTES_OF_A_PLACE);
        }
    }

    /**
     * @param keep zero: nothing is remembered
     */
    Denials(Duration keep, int maxDenials, Clock clock, SessionStore store) {
        this.store = store;
        this.shares = new AddressShares(maxDenials);
        this.byKey = Caffeine.newBuilder()
                .expireAfterWrite(keep)
                .maximumWeight(keep.isZero() ? 0 : maxDenials)
                .weigher((Key key, Denial denial) -> denial.places())
                .removalListener((key, denial, cause) -> {
                    Denial gone = Objects.requireNonNull(denial);
                    shares.giveBack(gone.client(), gone.places());
                })
                .executor(Runnable::run)
                .ticker(clock::now)
                .build();
    }

    @Nullable Refusal of(Key key) {
        Denial denial = byKey.getIfPresent(key);
        return denial == null ? null : denial.refusal();
    }

    /** Only of a named viewing. Nothing happens here if the viewer's address has its share of them already. */
    void add(Viewing viewing, Refusal refusal) {
        if (!viewing.isNamed()) {
            return;
        }
        Denial denial = Denial.of(refusal, IpAddress.parse(viewing.playback().client()));
        if (shares.takeOrDisplace(denial.client(), denial.places())) {
            byKey.put(viewing.key(), denial);
        }
        store.deny(viewing.key(), refusal);
    }

    /** Forgets all such refusals. Looks at every one. */
    void forget(Predicate<Refusal> isOver) {
        List<Key> forgotten = new ArrayList<>();
        byKey.asMap().forEach((key, denial) -> {
            if (isOver.test(denial.refusal())) {
                forgotten.add(key);
            }
        });
        byKey.invalidateAll(forgotten);
        forgotten.forEach(store::forgetDenial);
    }

    /** An estimate. */
    long size() {
        return byKey.estimatedSize();
    }

    /** Makes room at once where denials are over. */
    void sweep() {
        byKey.cleanUp();
    }
}
