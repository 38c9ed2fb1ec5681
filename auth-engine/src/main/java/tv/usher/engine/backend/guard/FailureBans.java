package tv.usher.engine.backend.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;

/**
 * Addresses that are kept out for a while since they were denied again and again. IPv6 addresses count by their /64, which is what one
 * customer has. Thread-safe.
 *
 * <p>Counts may be forgotten when there are too many addresses. Bans aren't, whatever comes: while as many addresses are banned as allowed,
 * no other is.
 */
public final class FailureBans {

    private final FailureSettings settings;
    private final Clock clock;
    private final Cache<IpAddress, AtomicInteger> denials;
    private final Map<IpAddress, Long> bannedUntil = new ConcurrentHashMap<>();

    public FailureBans(FailureSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.denials = Caffeine.newBuilder()
                .maximumSize(settings.maxAddresses())
                .expireAfterWrite(settings.within())
                .ticker(clock::now)
                .build();
    }

    /** Never of a request without an address. */
    boolean isBanned(AccessRequest request) {
        return clientOf(request).filter(this::isBanned).isPresent();
    }

    void denied(AccessRequest request) {
        clientOf(request).ifPresent(this::denied);
    }

    private static Optional<IpAddress> clientOf(AccessRequest request) {
        return IpAddress.parse(request.clientAddress()).map(FailureBans::network);
    }

    private static IpAddress network(IpAddress address) {
        return address.bits() == 32 ? address : new IpAddress(address.high(), 0, 128);
    }

    private boolean isBanned(IpAddress client) {
        Long until = bannedUntil.get(client);
        if (until == null) {
            return false;
        }
        boolean over = clock.now() - until >= 0;
        if (over) {
            bannedUntil.remove(client, until);
        }
        return !over;
    }

    private void denied(IpAddress client) {
        // Not put back, so that the time counts from the first of them.
        if (denials.get(client, first -> new AtomicInteger()).incrementAndGet() > settings.most()) {
            denials.invalidate(client);
            ban(client);
        }
    }

    private synchronized void ban(IpAddress client) {
        long now = clock.now();
        if (bannedUntil.size() >= settings.maxAddresses()) {
            bannedUntil.values().removeIf(until -> now - until >= 0);
        }
        if (bannedUntil.size() < settings.maxAddresses()) {
            bannedUntil.put(client, now + settings.ban().toNanos());
        }
    }
}
