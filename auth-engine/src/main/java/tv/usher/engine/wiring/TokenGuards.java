package tv.usher.engine.wiring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.BoundTokenAuthority;
import tv.usher.engine.backend.guard.FailureBanAuthority;
import tv.usher.engine.backend.guard.FailureBans;
import tv.usher.engine.backend.guard.TokenBindings;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Heap;

/**
 * Decorates authorities with guards against stolen and guessed tokens, where the configuration wants them. The tokens and addresses that a
 * guard knows survive a reload that doesn't change its settings, and one that is refused. Not thread-safe.
 */
final class TokenGuards {

    private final Clock clock;
    private Map<String, Guards> byBackend = Map.of();

    /**
     * @param maxBoundTokens empty: tokens aren't bound
     */
    private record GuardKeys(Optional<Integer> maxBoundTokens, Optional<FailureSettings> failures) {}

    private record Guards(GuardKeys settings, Optional<TokenBindings> bindings, Optional<FailureBans> bans) {}

    TokenGuards(Clock clock) {
        this.clock = clock;
    }

    /**
     * What another configuration guards with.
     *
     * @param authorities by name, in their guards
     * @param inForce     from now on these are the guards that the next configuration goes on with
     */
    record Guarded(Map<String, Authority> authorities, Runnable inForce) {}

    Guarded around(Map<String, Authority> authorities, UsherConfig config) {
        List<String> tokenNames = config.sessions().tokens();
        Map<String, Guards> next = new LinkedHashMap<>();
        for (BackendConfig backend : config.backends()) {
            BackendSettings settings = backend.settings();
            Optional<Integer> bound = settings.bindToken() ? Optional.of(settings.maxBoundTokens()) : Optional.empty();
            next.put(backend.name(), guards(backend.name(), new GuardKeys(bound, settings.failures()), tokenNames));
        }
        for (CheckConfig check : config.checks()) {
            GuardKeys settings =
                    new GuardKeys(Optional.empty(), check.settings().failures());
            next.put(check.name(), guards(check.name(), settings, tokenNames));
        }
        Map<String, Authority> guarded = new LinkedHashMap<>(authorities);
        next.forEach((name, guards) -> guarded.computeIfPresent(name, (same, authority) -> guard(authority, guards)));
        return new Guarded(guarded, () -> byBackend = next);
    }

    private Guards guards(String name, GuardKeys settings, List<String> tokenNames) {
        Optional<TokenBindings> bindings = settings.maxBoundTokens()
                .map(most -> new TokenBindings(
                        tokenNames, Heap.ofThisProcess().holds(most, 5, TokenBindings.BYTES_OF_A_PLACE)));
        Optional<FailureBans> bans = settings.failures().map(failures -> new FailureBans(failures, clock));
        Guards former = byBackend.get(name);
        if (former == null) {
            return new Guards(settings, bindings, bans);
        }
        boolean sameBindings = former.settings().maxBoundTokens().equals(settings.maxBoundTokens());
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
