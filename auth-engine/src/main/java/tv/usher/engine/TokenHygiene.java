package tv.usher.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.BackendSettings;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.decision.BoundTokenAuthority;
import tv.usher.engine.decision.FailureBanAuthority;
import tv.usher.engine.session.TokenBindings;

/** Puts around authorities what keeps stolen and guessed tokens from them, where the configuration wants that. */
final class TokenHygiene {

    private final List<String> tokenNames;
    private final LongSupplier nanoTime;

    TokenHygiene(List<String> tokenNames, LongSupplier nanoTime) {
        this.tokenNames = tokenNames;
        this.nanoTime = nanoTime;
    }

    Map<String, Authority> around(Map<String, Authority> authorities, List<BackendConfig> configs) {
        Map<String, Authority> guarded = new LinkedHashMap<>(authorities);
        for (BackendConfig config : configs) {
            guarded.computeIfPresent(config.name(), (name, authority) -> guard(authority, config.settings()));
        }
        return guarded;
    }

    /** A token that is shown elsewhere counts as a denial of the address. */
    private Authority guard(Authority authority, BackendSettings settings) {
        Authority bound = settings.bindToken()
                ? new BoundTokenAuthority(authority, new TokenBindings(tokenNames, settings.maxBoundTokens()))
                : authority;
        Optional<FailureSettings> failures = settings.failures();
        return failures.isPresent() ? new FailureBanAuthority(bound, failures.get(), nanoTime) : bound;
    }
}
