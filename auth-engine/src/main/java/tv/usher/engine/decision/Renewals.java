package tv.usher.engine.decision;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tv.usher.engine.backend.Authority;

/**
 * How many known viewers are being asked about again. A backend is asked about no more of them at a time than it has room for beside
 * strangers, who have to wait for the answer. Thread-safe.
 */
final class Renewals {

    private final Map<Authority, AtomicInteger> underWay = new ConcurrentHashMap<>();

    /**
     * @return false if one of them has no room for another; nothing has begun then
     */
    boolean begin(List<Authority> asked) {
        for (int i = 0; i < asked.size(); i++) {
            Authority authority = asked.get(i);
            if (count(authority).incrementAndGet() > authority.maxRenewals()) {
                end(asked.subList(0, i + 1));
                return false;
            }
        }
        return true;
    }

    void end(List<Authority> asked) {
        asked.forEach(authority -> count(authority).decrementAndGet());
    }

    private AtomicInteger count(Authority authority) {
        return underWay.computeIfAbsent(authority, first -> new AtomicInteger());
    }
}
