package tv.usher.engine.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tv.usher.api.Action;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.Glob;
import tv.usher.engine.net.GlobSet;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.NestedIndex;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.net.TextPattern;

/** One rule's name and its conditions, compiled: all must hold. What it leads to is the decision's business. Thread-safe. */
public final class Rule {

    /** Conditions about what a caller tells of the end of a viewing as it did of the beginning. */
    private static final Set<String> TOLD_TWICE = Set.of(
            "action",
            "not-action",
            "dialect",
            "not-dialect",
            "caller",
            "not-caller",
            "address",
            "not-address",
            "path",
            "not-path",
            "channel",
            "not-channel");

    private final String name;
    private final ConditionSettings when;
    private final boolean holdsForAnyAction;
    private final List<Condition> conditions = new ArrayList<>();

    /**
     * @param name in the configuration
     */
    private record Condition(String name, Predicate<RequestFacts> test) {}

    /**
     * The cheapest conditions come first.
     *
     * @param denies whether it denies without asking anybody
     */
    public Rule(String name, ConditionSettings when, boolean denies) {
        this.name = name;
        this.when = when;
        this.holdsForAnyAction = denies || when.namesActions();
        add(
                "action",
                when.action(),
                when.notAction(),
                actions -> oneOf(actions, facts -> facts.request().action()));
        add("dialect", when.dialect(), when.notDialect(), dialects -> oneOf(dialects, RequestFacts::dialect));
        add("protocol", when.protocol(), when.notProtocol(), names -> oneOf(texts(names), RequestFacts::protocol));
        add("caller", when.caller(), when.notCaller(), ranges -> within(ranges, RequestFacts::caller));
        add("address", when.address(), when.notAddress(), ranges -> within(ranges, RequestFacts::client));
        when.percent().ifPresent(rollout -> add("percent", facts -> rollout.contains(facts.share())));
        add("host", when.host(), when.notHost(), Rule::hosts);
        add(
                "path",
                when.path(),
                when.notPath(),
                globs -> like(globs, facts -> facts.request().path()));
        add(
                "channel",
                when.channel(),
                when.notChannel(),
                globs -> like(globs, facts -> facts.request().channel()));
        add("user-agent", when.userAgent(), when.notUserAgent(), globs -> like(lower(globs), RequestFacts::userAgent));
        add("referer", when.referer(), when.notReferer(), globs -> like(lower(globs), RequestFacts::referer));
        add("country", when.country(), when.notCountry(), codes -> oneOf(codes(codes), RequestFacts::country));
        when.parameter().forEach((parameter, values) -> add("parameter " + parameter.name(), shown(parameter, values)));
        when.notParameter()
                .forEach((parameter, values) -> add(
                        "not-parameter " + parameter.name(),
                        shown(parameter, values).negate()));
    }

    public String name() {
        return name;
    }

    /** The conditions as configured. */
    ConditionSettings when() {
        return when;
    }

    boolean holds(RequestFacts facts) {
        return failing(facts).isEmpty();
    }

    /** Whether it may have held for a viewing of whose end these are the facts: the caller needn't tell again by which page it came. */
    boolean mayHaveHeld(RequestFacts facts) {
        return isAbout(facts.request().action())
                && conditions.stream()
                        .filter(condition -> TOLD_TWICE.contains(condition.name()))
                        .allMatch(condition -> condition.test().test(facts));
    }

    private boolean isAbout(Action action) {
        return holdsForAnyAction || action == Action.PLAY;
    }

    /**
     * The first condition that doesn't hold, by its name in the configuration; empty if the rule holds. An allowing rule is about
     * publishers only if it says so; a denying rule keeps publishers out too.
     */
    public String failing(RequestFacts facts) {
        if (!isAbout(facts.request().action())) {
            return "action";
        }
        for (Condition condition : conditions) {
            if (!condition.test().test(facts)) {
                return condition.name();
            }
        }
        return "";
    }

    private <T> void add(
            String name, List<T> values, List<T> others, Function<List<T>, Predicate<RequestFacts>> condition) {
        if (!values.isEmpty()) {
            add(name, condition.apply(values));
        }
        if (!others.isEmpty()) {
            add("not-" + name, condition.apply(others).negate());
        }
    }

    private void add(String name, Predicate<RequestFacts> condition) {
        conditions.add(new Condition(name, condition));
    }

    /** An unknown fact is none of the values. */
    private static <T> Predicate<RequestFacts> oneOf(Collection<T> values, Function<RequestFacts, T> fact) {
        Set<T> known = Set.copyOf(values);
        return facts -> known.contains(fact.apply(facts));
    }

    private static Predicate<RequestFacts> within(List<Cidr> ranges, Function<RequestFacts, Cidr> fact) {
        NestedIndex<Cidr> index = NestedIndex.ofRanges(List.of(ranges));
        return facts -> {
            Cidr address = fact.apply(facts);
            return address != null && index.contains(address);
        };
    }

    private static Predicate<RequestFacts> like(List<? extends Glob> globs, Function<RequestFacts, String> fact) {
        GlobSet set = new GlobSet(globs);
        return facts -> {
            String text = fact.apply(facts);
            return !text.isEmpty() && set.matches(text);
        };
    }

    private static Predicate<RequestFacts> hosts(List<HostPattern> patterns) {
        return facts -> {
            String host = facts.request().host();
            for (HostPattern pattern : patterns) {
                if (!host.isEmpty() && pattern.matches(host)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** A viewer may send the parameter more than once. Each value counts then, since nobody knows which one a middleware reads. */
    private static Predicate<RequestFacts> shown(ParameterName parameter, List<String> values) {
        Set<String> wanted = Set.copyOf(values);
        return facts -> {
            List<String> found = facts.request().query().all(parameter.name());
            return wanted.isEmpty() ? !found.isEmpty() : found.stream().anyMatch(wanted::contains);
        };
    }

    private static List<TextPattern> lower(List<TextPattern> globs) {
        return globs.stream().map(TextPattern::inLowerCase).toList();
    }

    private static List<String> texts(List<ProtocolName> names) {
        return names.stream().map(ProtocolName::name).toList();
    }

    private static List<String> codes(List<CountryCode> countries) {
        return countries.stream().map(CountryCode::code).toList();
    }
}
