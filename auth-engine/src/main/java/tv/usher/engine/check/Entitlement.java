package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/**
 * The terms on which a listed viewer may play.
 *
 * @param user        the name in limits, logs and answers to callers
 * @param addresses   the viewer may come from; none: any address
 * @param expires     the end; empty: none
 * @param maxSessions at once; empty: as the backend says
 */
record Entitlement(String user, List<Cidr> addresses, Optional<Expiry> expires, Optional<Integer> maxSessions) {

    Entitlement {
        addresses = List.copyOf(addresses);
    }

    /**
     * The grant never lasts longer than these terms.
     *
     * @param limit of sessions, if these terms say none
     */
    Verdict judge(AccessRequest request, Instant now, Duration grant, Optional<Integer> limit) {
        if (expires.isPresent() && !now.isBefore(expires.get().at())) {
            return new Verdict.Deny(ReasonCode.EXPIRED.with(user + " expired on " + expires.get()));
        }
        if (!addresses.isEmpty() && !isFromHere(request.clientAddress())) {
            return new Verdict.Deny(ReasonCode.WRONG_ADDRESS.with(user + " may not play from this address"));
        }
        Duration left = expires.map(end -> Duration.between(now, end.at())).orElse(grant);
        Duration lifetime = left.compareTo(grant) < 0 ? left : grant;
        return new Verdict.Allow(Grant.lasting(lifetime).user(user).maxSessions(number(maxSessions.or(() -> limit))));
    }

    static OptionalInt number(Optional<Integer> limit) {
        return limit.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private boolean isFromHere(String clientAddress) {
        Optional<IpAddress> client = IpAddress.parse(clientAddress);
        return client.isPresent() && addresses.stream().anyMatch(range -> range.contains(client.get()));
    }
}
