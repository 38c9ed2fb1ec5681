package tv.usher.engine.backend.guard;

import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.OnUnavailable;

/**
 * How the answers of a backend are used, whatever its type.
 *
 * @param onUnavailable empty: the file's top-level choice counts
 * @param passLocation  the viewer of a denial is sent to its {@code X-Location}
 * @param canary       how often Usher asks about a random viewer, who must be denied
 * @param bindToken     a token is good only for the address and the channel that showed it first
 * @param failures      empty: denials of an address aren't counted
 * @param unverified    bounds the viewers that {@code allow} lets in; empty: the file's top-level choice counts
 */
public record BackendSettings(
        Optional<OnUnavailable> onUnavailable,
        Optional<UnverifiedSettings> unverified,
        @Default("deny") On5xx on5xx,
        @Default("false") boolean passLocation,
        @Default("60s") CanaryInterval canary,
        @Default("{}") BreakerSettings breaker,
        @Default("false") boolean bindToken,
        @Default("100000") int maxBoundTokens,
        Optional<FailureSettings> failures) {

    public BackendSettings {
        if (maxBoundTokens < 1) {
            throw new IllegalArgumentException("max-bound-tokens must be at least 1");
        }
    }

    /** These settings, with the file's choices where they have none. */
    public BackendSettings withDefaults(
            Optional<OnUnavailable> onUnavailableForAll, Optional<UnverifiedSettings> unverifiedForAll) {
        return new BackendSettings(
                onUnavailable.or(() -> onUnavailableForAll),
                unverified.or(() -> unverifiedForAll),
                on5xx,
                passLocation,
                canary,
                breaker,
                bindToken,
                maxBoundTokens,
                failures);
    }
}
