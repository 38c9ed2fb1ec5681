package tv.usher.engine.config;

import java.util.List;
import tv.usher.api.Default;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.EveryAddress;

/** The callers that may ask. */
record TrustSettings(
        @Default("[127.0.0.0/8, '::1/128']") List<Cidr> trustedCallers,
        @Default("false") boolean insecureTrustEveryone) {

    /** True if these are all addresses of IPv4 or all of IPv6. */
    boolean trustsEveryone() {
        return EveryAddress.isIn(trustedCallers);
    }
}
