package tv.usher.engine.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.ForwardingAuthority;
import tv.usher.engine.backend.Prospect;
import tv.usher.engine.net.IpAddress;

/**
 * Keeps addresses out for a while that are denied again and again, as by who tries tokens: they are denied, and nobody is asked. IPv6
 * addresses count by their /64, which is what one customer has.
 *
 * <p>Counts may be forgotten when there are too many addresses. Bans aren't, whatever comes: while as many addresses are banned as allowed,
 * no other is.
 */
public final class FailureBanAuthority extends ForwardingAuthority {

    private static final Verdict BANNED = new Verdict.Deny("too many denials of this address (failures)");

    private final FailureSettings settings;
    private final LongSupplier nanoTime;
    private final Cache<IpAddress, AtomicInteger> denials;
    private final Map<IpAddress, Long> bannedUntil = new ConcurrentHashMap<>();

    public FailureBanAuthority(Authority authority, FailureSettings settings, LongSupplier nanoTime) {
        super(authority);
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.denials = Caffeine.newBuilder()
                .maximumSize(settings.maxAddresses())
                .expireAfterWrite(settings.within())
                .ticker(nanoTime::getAsLong)
                .build();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        IpAddress client = clientOf(request);
        if (client == null) {
            return super.judge(request);
        }
        if (isBanned(client)) {
            return CompletableFuture.completedFuture(BANNED);
        }
        CompletableFuture<Verdict> verdict = super.judge(request);
        verdict.thenAccept(said -> {
            if (said instanceof Verdict.Deny) {
                denied(client);
            }
        });
        return verdict;
    }

    @Override
    public Prospect prospect(AccessRequest request) {
        IpAddress client = clientOf(request);
        return client != null && isBanned(client) ? Prospect.saying(BANNED) : super.prospect(request);
    }

    /** Null if unknown. */
    private static IpAddress clientOf(AccessRequest request) {
        return IpAddress.parse(request.clientAddress())
                .map(FailureBanAuthority::network)
                .orElse(null);
    }

    private static IpAddress network(IpAddress address) {
        return address.bits() == 32 ? address : new IpAddress(address.high(), 0, 128);
    }

    private boolean isBanned(IpAddress client) {
        Long until = bannedUntil.get(client);
        if (until == null) {
            return false;
        }
        boolean over = nanoTime.getAsLong() - until >= 0;
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
        long now = nanoTime.getAsLong();
        if (bannedUntil.size() >= settings.maxAddresses()) {
            bannedUntil.values().removeIf(until -> now - until >= 0);
        }
        if (bannedUntil.size() < settings.maxAddresses()) {
            bannedUntil.put(client, now + settings.ban().toNanos());
        }
    }
}
