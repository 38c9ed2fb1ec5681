package tv.usher.engine.check;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.Hash;

/**
 * Links that a website signs.
 *
 * @param secrets      each one makes valid links; several during a rotation
 * @param checkAddress false: links are valid from any address (Flussonic's {@code no_check_ip}, Wowza without an address)
 * @param parameter    of the viewer's query that has the link, or its hash; empty: the format's usual one
 * @param maxLifetime  from a link's start, or from now if it has none, to its end; a longer link isn't valid
 * @param skew         how far the website's clock may be ahead of ours
 * @param expression   what nginx signs; empty: {@link NginxExpression#USUAL}
 * @param expires      the parameter that has the end of nginx' link; empty: {@code expires}
 * @param policy       the parameter that has OvenMediaEngine's policy; empty: {@code policy}
 * @param origin       scheme, host and port that are signed for OvenMediaEngine; empty: those that the viewer asked
 * @param prefix       of Wowza's parameters; empty: {@code wowzatoken}
 * @param algorithm    of Wowza or Akamai; empty: SHA-256
 * @param salt         of Akamai
 * @param escape       Akamai's path, address, id and data are escaped before they are signed, with or without its patterns
 * @param maxSessions  sessions at once with one link; empty: any number
 */
public record SignedLinkSettings(
        LinkFormat format,
        List<Secret> secrets,
        @Default("true") boolean checkAddress,
        Optional<ParameterName> parameter,
        @Default("1d") Duration maxLifetime,
        @Default("10s") Duration skew,
        Optional<NginxExpression> expression,
        Optional<ParameterName> expires,
        Optional<ParameterName> policy,
        Optional<URI> origin,
        Optional<ParameterName> prefix,
        Optional<Hash> algorithm,
        Optional<Secret> salt,
        @Default("false") boolean escape,
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
            throw new IllegalArgumentException("check-address: false is only for format: flussonic or wowza");
        }
        if (maxLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("max-lifetime must be at least 1s");
        }
        SettingsChecks.requireSessions(maxSessions);
        parameter.ifPresent(name -> SettingsChecks.requirePlain("parameter", name));
        prefix.ifPresent(name -> SettingsChecks.requirePlain("prefix", name));
        requireFormat("expression", expression.isPresent(), format, Set.of(LinkFormat.NGINX));
        requireFormat("expires", expires.isPresent(), format, Set.of(LinkFormat.NGINX));
        requireFormat("policy", policy.isPresent(), format, Set.of(LinkFormat.OME));
        requireFormat("origin", origin.isPresent(), format, Set.of(LinkFormat.OME));
        requireFormat("prefix", prefix.isPresent(), format, Set.of(LinkFormat.WOWZA));
        requireFormat("algorithm", algorithm.isPresent(), format, Set.of(LinkFormat.WOWZA, LinkFormat.AKAMAI));
        requireFormat("salt", salt.isPresent(), format, Set.of(LinkFormat.AKAMAI));
        requireFormat("escape", escape, format, Set.of(LinkFormat.AKAMAI));
        boolean weak =
                algorithm.filter(hash -> hash == Hash.MD5 || hash == Hash.SHA1).isPresent();
        if (format == LinkFormat.WOWZA && weak) {
            throw new IllegalArgumentException("algorithm of format: wowza is sha256, sha384 or sha512");
        }
        if (origin.isPresent()
                && (origin.get().getHost() == null || !origin.get().getRawPath().isEmpty())) {
            throw new IllegalArgumentException(
                    "origin has a scheme, a host and a port, as https://edge.example.com:3334");
        }
        if (format == LinkFormat.AKAMAI) {
            AkamaiLinks.requireHexadecimal(secrets);
        }
    }

    private static void requireFormat(String key, boolean given, LinkFormat format, Set<LinkFormat> its) {
        if (given && !its.contains(format)) {
            String names = its.stream().map(LinkFormat::toString).sorted().collect(Collectors.joining(" or "));
            throw new IllegalArgumentException(key + " is only for format: " + names);
        }
    }

    /** How these links are read, judged and made. */
    public LinkScheme scheme() {
        return format.scheme(this);
    }

    @Override
    public ParameterName identifyingParameter() {
        return parameter.orElseGet(
                () -> prefix.map(name -> new ParameterName(name + "hash")).orElse(format.usualParameter()));
    }

    @Override
    public void validate(EntryReader reader) {
        // These settings name no file.
    }
}
