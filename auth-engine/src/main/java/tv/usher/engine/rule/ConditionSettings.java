package tv.usher.engine.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Action;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.net.TextPattern;

/**
 * Conditions of a rule: every given condition must hold; it holds if one of its values does. It doesn't hold for an unknown fact. The
 * {@code not} form of a condition holds whenever the condition itself doesn't; so it holds for an unknown fact too.
 *
 * @param address   the viewer's
 * @param host      that the viewer asked
 * @param userAgent in any case, as the referer
 * @param caller    the address of who asks
 * @param dialect   what the caller speaks, by its name
 * @param parameter values of the viewer's query by name, none for any value; each name is a condition of its own
 * @param country   of the viewer's address
 * @param percent   of all viewers
 */
public record ConditionSettings(
        List<Cidr> address,
        List<Cidr> notAddress,
        List<PathPattern> path,
        List<PathPattern> notPath,
        List<HostPattern> host,
        List<HostPattern> notHost,
        List<TextPattern> channel,
        List<TextPattern> notChannel,
        List<TextPattern> userAgent,
        List<TextPattern> notUserAgent,
        List<TextPattern> referer,
        List<TextPattern> notReferer,
        List<Cidr> caller,
        List<Cidr> notCaller,
        List<String> dialect,
        List<String> notDialect,
        List<ProtocolName> protocol,
        List<ProtocolName> notProtocol,
        List<Action> action,
        List<Action> notAction,
        Map<ParameterName, List<String>> parameter,
        Map<ParameterName, List<String>> notParameter,
        List<CountryCode> country,
        List<CountryCode> notCountry,
        Optional<Rollout> percent) {

    public static final ConditionSettings ALWAYS = new ConditionSettings(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty());

    public ConditionSettings {
        if (notPath.stream().anyMatch(PathPattern::isNaming)) {
            throw new IllegalArgumentException("not-path names nothing; write * instead of a name in braces");
        }
        path.forEach(pattern -> {
            if (!pattern.namesOnly(Captures.CHANNEL)) {
                throw new IllegalArgumentException(
                        "path: " + pattern + " may name {channel} alone; what is secret stands in identity.paths");
            }
        });
    }

    /** Without an action the conditions are about playing. */
    boolean namesActions() {
        return !action.isEmpty() || !notAction.isEmpty();
    }
}
