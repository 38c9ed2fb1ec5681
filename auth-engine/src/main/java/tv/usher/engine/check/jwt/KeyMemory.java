package tv.usher.engine.check.jwt;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What issuers last published, of the newest hundred addresses. It outlives a reload, so that a reload while an issuer is away takes no
 * keys away. Thread-safe.
 */
public final class KeyMemory {

    private static final int MOST = 100;

    private final Map<URI, Published> newest = new LinkedHashMap<>();

    /**
     * @param text what the issuer said
     * @param at   when it was asked, by the monotonic clock
     */
    record Published(String text, long at) {

        /** Never shows the text. */
        @Override
        public String toString() {
            return "Published[at=" + at + "]";
        }
    }

    synchronized Optional<Published> of(URI address) {
        return Optional.ofNullable(newest.get(address));
    }

    synchronized void keep(URI address, Published published) {
        newest.remove(address);
        newest.put(address, published);
        if (newest.size() > MOST) {
            newest.remove(newest.keySet().iterator().next());
        }
    }
}
