package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.session.SessionSettings;

/**
 * Settings of the dialect of OvenMediaEngine.
 *
 * @param secret         its {@code SecretKey}; without it the dialect isn't spoken
 * @param idleTimeout    when its sessions count as over if it doesn't tell
 * @param trustedProxies proxies in front of it, which it trusts to tell the viewer's address
 */
public record OmeSettings(
        Optional<Secret> secret, @Default("4h") Duration idleTimeout, List<Cidr> trustedProxies) {

    public OmeSettings {
        SessionSettings.requireIdleTimeout(idleTimeout);
        trustedProxies = List.copyOf(trustedProxies);
        ForwardedFor.requireNotEveryone(trustedProxies);
        if (secret.isPresent() && secret.get().reveal().isEmpty()) {
            throw new IllegalArgumentException("secret is empty");
        }
    }
}
