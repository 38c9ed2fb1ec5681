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
 * Denials of the last seconds, so that a player in a retry loop doesn't take the middleware down. Bounded, with a share for each address;
 * thread-safe.
 */
final class Denials {

    static final int BYTES_OF_A_PLACE = 300;

    private final Cache<Key, Denial> byKey;
    private final AddressShares shares;

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
    Denials(Duration keep, int maxDenials, Clock clock) {
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

    /** Nothing happens if the viewer's address has its share of them already. */
    void add(Key key, Refusal refusal, Optional<IpAddress> client) {
        Denial denial = Denial.of(refusal, client);
        if (shares.takeOrDisplace(client, denial.places())) {
            byKey.put(key, denial);
        }
    }

    /**
     * Forgets all such refusals. Looks at every one.
     *
     * @return whose they were
     */
    List<Key> forget(Predicate<Refusal> isOver) {
        List<Key> forgotten = new ArrayList<>();
        byKey.asMap().forEach((key, denial) -> {
            if (isOver.test(denial.refusal())) {
                forgotten.add(key);
            }
        });
        byKey.invalidateAll(forgotten);
        return forgotten;
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
