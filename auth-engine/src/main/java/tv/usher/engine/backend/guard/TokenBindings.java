package tv.usher.engine.backend.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.AddressShares;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.KeyHash;

/**
 * Remembers where each token was shown first: the address, the channel and the folder. Bounded: the least recently shown token is dropped
 * first. Of one address no more are bound than its share. Tokens are kept as keyed hashes only. Thread-safe.
 */
public final class TokenBindings {

    public static final int BYTES_OF_A_PLACE = 500;

    private static final String IDENTITY = "\n"; // no parameter's name

    private final KeyHash hash = new KeyHash(KeyHash.randomSecret());
    private final List<String> tokenNames;
    private final Cache<Key, Shown> shown;

    private final AddressShares shares;

    private record Shown(String client, String channel, String folder) {

        Optional<IpAddress> address() {
            return IpAddress.parse(client);
        }

        int places() {
            return 1 + (channel.length() + folder.length()) * Character.BYTES / BYTES_OF_A_PLACE;
        }

        static Shown of(AccessRequest request) {
            return new Shown(request.clientAddress(), request.channel(), CanonicalPath.folder(request.path()));
        }

        /** A channel's variants lie in folders below its own. */
        boolean covers(Shown other) {
            return client.equals(other.client) && channel.equals(other.channel) && other.folder.startsWith(folder);
        }
    }

    /**
     * @param tokenNames the query's parameters that are tokens
     */
    public TokenBindings(List<String> tokenNames, int maxTokens) {
        this.tokenNames = tokenNames;
        this.shares = new AddressShares(maxTokens);
        this.shown = Caffeine.newBuilder()
                .maximumWeight(maxTokens)
                .weigher((Key token, Shown first) -> first.places())
                .removalListener((token, first, cause) -> {
                    Shown gone = Objects.requireNonNull(first);
                    shares.giveBack(gone.address(), gone.places());
                })
                .executor(Runnable::run)
                .build();
    }

    /**
     * True if a token of the request, in any spelling, was first shown elsewhere. Binds new tokens.
     *
     * @param backend whose tokens these are
     */
    boolean isElsewhere(AccessRequest request, String backend) {
        Shown here = Shown.of(request);
        return anyToken(request, backend, key -> {
            Shown first = shown.get(key, same -> shares.takeOrDisplace(here.address(), here.places()) ? here : null);
            return first != null && !first.covers(here);
        });
    }

    /** As {@link #isElsewhere}, but binds no token. */
    boolean wouldBeElsewhere(AccessRequest request, String backend) {
        Shown here = Shown.of(request);
        return anyToken(request, backend, key -> {
            Shown first = shown.getIfPresent(key);
            return first != null && !first.covers(here);
        });
    }

    /** Looks at all tokens, also after a match. */
    private boolean anyToken(AccessRequest request, String backend, Predicate<Key> test) {
        boolean any = false;
        for (String name : tokenNames) {
            for (String token : request.query().all(name)) {
                any |= !token.isEmpty() && test.test(hash.of(name, token));
            }
        }
        String identity = Captures.identity(request.captures(), List.of(backend));
        any |= !identity.isEmpty() && test.test(hash.of(IDENTITY, identity));
        return any;
    }
}
