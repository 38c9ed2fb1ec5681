package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;

/**
 * What OvenMediaEngine has of its own.
 *
 * @param secret         its {@code SecretKey}; without it the dialect isn't spoken
 * @param idleTimeout    when its sessions are taken as over, should it not tell
 * @param trustedProxies those in front of it, whose word about the viewer's address counts
 */
public record OmeSettings(
        Optional<Secret> secret, @Default("4h") Duration idleTimeout, List<Cidr> trustedProxies) {

    public OmeSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (secret.isPresent() && secret.get().reveal().isEmpty()) {
            throw new IllegalArgumentException("secret is empty");
        }
    }
}
