package tv.usher.engine.rule;

import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * What is given, as a text. It is the same after a restart, whatever the order of the values, and in a later version that knows more
     * conditions; other conditions have another text.
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        Stream.of(ConditionSettings.class.getRecordComponents())
                .sorted(Comparator.comparing(RecordComponent::getName))
                .forEach(condition -> {
                    String values = text(valuesOf(condition));
                    text.append(values.isEmpty() ? "" : part(condition.getName()) + part(values));
                });
        return text.toString();
    }

    private Object valuesOf(RecordComponent condition) {
        try {
            return condition.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a public record has public accessors", e);
        }
    }

    private static String text(Object values) {
        Stream<String> parts;
        if (values instanceof Map<?, ?> byName) {
            parts = byName.entrySet().stream()
                    .map(named -> part(String.valueOf(named.getKey())) + part(text(named.getValue())));
        } else {
            Stream<?> each = values instanceof Optional<?> one ? one.stream() : ((List<?>) values).stream();
            parts = each.map(value -> part(String.valueOf(value)));
        }
        return parts.sorted().collect(Collectors.joining());
    }

    /** With its length, so that no two lists of parts look the same. */
    private static String part(String text) {
        return text.length() + ":" + text;
    }

    /** Without an action the conditions are about playing. */
    boolean namesActions() {
        return !action.isEmpty() || !notAction.isEmpty();
    }
}
