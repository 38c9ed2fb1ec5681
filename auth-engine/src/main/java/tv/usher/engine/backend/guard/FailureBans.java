package tv.usher.engine.backend.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;

/**
 * Addresses that are banned for a while because they were denied again and again. IPv6 addresses count by their /64, which is what one
 * customer has. Thread-safe.
 *
 * <p>Counts may be dropped if there are too many addresses. Bans are never dropped: when the table of bans is full, no further address is
 * banned.
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

    /** A request without an address is never banned. */
    boolean isBanned(AccessRequest request) {
        return IpAddress.customerOf(request.clientAddress())
                .filter(this::isBanned)
                .isPresent();
    }

    void denied(AccessRequest request) {
        IpAddress.customerOf(request.clientAddress()).ifPresent(this::denied);
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
        // The entry isn't put again, so that its time counts from the first denial.
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
