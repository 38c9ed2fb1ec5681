package tv.usher.engine.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.net.ParameterName;

/**
 * Links that a website signs.
 *
 * @param secrets      each one makes valid links; several during a rotation
 * @param checkAddress false: links are valid from any address (Flussonic's {@code no_check_ip})
 * @param maxLifetime  from a link's start to its end; a longer link isn't valid
 * @param skew         how far the website's clock may be ahead of ours
 * @param maxSessions  sessions at once with one link; empty: any number
 */
public record SignedLinkSettings(
        LinkFormat format,
        List<Secret> secrets,
        @Default("true") boolean checkAddress,
        @Default("token") ParameterName parameter,
        @Default("1d") Duration maxLifetime,
        @Default("10s") Duration skew,
        Optional<Integer> maxSessions,
        Optional<FailureSettings> failures)
        implements CheckSettings {

    private static final int MAX_SECRETS = 10;

    public SignedLinkSettings {
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
            throw new IllegalArgumentException("secrets must have 1 to " + MAX_SECRETS + " entries");
        }
        if (secrets.stream().anyMatch(secret -> secret.reveal().isEmpty())) {
            throw new IllegalArgumentException("a secret is empty, so that anybody could sign");
        }
        if (!checkAddress && !format.knowsLinksForAnyAddress()) {
            throw new IllegalArgumentException("check-address: false is only for format: flussonic");
        }
        if (maxLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("max-lifetime must be at least 1s");
        }
        SettingsChecks.requireSessions(maxSessions);
        SettingsChecks.requirePlain(parameter);
    }

    @Override
    public void validate(EntryReader reader) {
        // These settings name no file.
    }
}
