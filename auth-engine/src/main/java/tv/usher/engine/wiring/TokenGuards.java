package tv.usher.engine.wiring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.BoundTokenAuthority;
import tv.usher.engine.backend.guard.FailureBanAuthority;
import tv.usher.engine.backend.guard.FailureBans;
import tv.usher.engine.backend.guard.TokenBindings;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Heap;

/**
 * Decorates authorities with guards against stolen and guessed tokens, where the configuration wants them. The tokens and addresses that a
 * guard knows survive a reload that doesn't change its settings. Not thread-safe.
 */
final class TokenGuards {

    private final Clock clock;
    private Map<String, Guards> byBackend = Map.of();

    private record Guards(BackendSettings settings, Optional<TokenBindings> bindings, Optional<FailureBans> bans) {}

    TokenGuards(Clock clock) {
        this.clock = clock;
    }

    Map<String, Authority> around(Map<String, Authority> authorities, UsherConfig config) {
        Map<String, Guards> next = new LinkedHashMap<>();
        for (BackendConfig backend : config.backends()) {
            next.put(
                    backend.name(),
                    guards(
                            byBackend.get(backend.name()),
                            backend.settings(),
                            config.sessions().tokens()));
        }
        byBackend = next;
        Map<String, Authority> guarded = new LinkedHashMap<>(authorities);
        next.forEach((name, guards) -> guarded.computeIfPresent(name, (same, authority) -> guard(authority, guards)));
        return guarded;
    }

    private Guards guards(@Nullable Guards former, BackendSettings settings, List<String> tokenNames) {
        Optional<TokenBindings> bindings = settings.bindToken()
                ? Optional.of(new TokenBindings(
                        tokenNames,
                        Heap.ofThisProcess().holds(settings.maxBoundTokens(), 5, TokenBindings.BYTES_OF_A_PLACE)))
                : Optional.empty();
        Optional<FailureBans> bans = settings.failures().map(failures -> new FailureBans(failures, clock));
        if (former == null) {
            return new Guards(settings, bindings, bans);
        }
        boolean sameBindings = former.settings().bindToken() == settings.bindToken()
                && former.settings().maxBoundTokens() == settings.maxBoundTokens();
        boolean sameBans = former.settings().failures().equals(settings.failures());
        return new Guards(settings, sameBindings ? former.bindings() : bindings, sameBans ? former.bans() : bans);
    }

    /** The bans are outside, so that a token shown elsewhere counts as a denial of the address. */
    private static Authority guard(Authority authority, Guards guards) {
        Authority bound = guards.bindings()
                .<Authority>map(bindings -> new BoundTokenAuthority(authority, bindings))
                .orElse(authority);
        return guards.bans()
                .<Authority>map(bans -> new FailureBanAuthority(bound, bans))
                .orElse(bound);
    }
}
