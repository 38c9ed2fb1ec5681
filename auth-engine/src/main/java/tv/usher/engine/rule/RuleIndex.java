package tv.usher.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.Glob;
import tv.usher.engine.net.NestedIndex;

/**
 * Finds the first of many rules that holds. A rule is tested only if one of its path or channel prefixes fits the request, or if one of its
 * address ranges contains the viewer's address. The result is the same as if all rules were tested in their order. Immutable.
 */
public final class RuleIndex {

    private static final int NONE = -1;

    private final List<Rule> rules;
    private final NestedIndex.Test<RequestFacts> holds;
    private final NestedIndex<String> byPath;
    private final NestedIndex<String> byChannel;
    private final NestedIndex<Cidr> byAddress;
    private final boolean indexed;
    private final int[] others;

    public RuleIndex(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.holds = (facts, position) -> this.rules.get(position).holds(facts);
        List<List<String>> paths = new ArrayList<>();
        List<List<String>> channels = new ArrayList<>();
        List<List<Cidr>> addresses = new ArrayList<>();
        IntStream.Builder rest = IntStream.builder();
        for (int position = 0; position < rules.size(); position++) {
            ConditionSettings when = rules.get(position).when();
            paths.add(List.of());
            channels.add(List.of());
            addresses.add(List.of());
            if (isTelling(when.path(), "/")) {
                paths.set(position, beginnings(when.path()));
            } else if (isTelling(when.channel(), "")) {
                channels.set(position, beginnings(when.channel()));
            } else if (!when.address().isEmpty()) {
                addresses.set(position, when.address());
            } else {
                rest.add(position);
            }
        }
        this.byPath = NestedIndex.ofBeginnings(paths);
        this.byChannel = NestedIndex.ofBeginnings(channels);
        this.byAddress = NestedIndex.ofRanges(addresses);
        this.others = rest.build().toArray();
        this.indexed = others.length < rules.size();
    }

    /** Whether every pattern has a longer prefix than that. */
    private static boolean isTelling(List<? extends Glob> globs, String all) {
        return !globs.isEmpty()
                && globs.stream().allMatch(glob -> glob.beginning().length() > all.length());
    }

    private static List<String> beginnings(List<? extends Glob> globs) {
        return globs.stream().map(Glob::beginning).toList();
    }

    /** All rules, in the order of the configuration. */
    public List<Rule> rules() {
        return rules;
    }

    /** The position of the first rule whose conditions all hold; -1 if there is none. */
    public int first(RequestFacts facts) {
        return first(facts, holds);
    }

    /** Tells the positions of all rules that may have held when that began of which these are the facts at its end. */
    public void mayHaveHeld(RequestFacts facts, IntConsumer told) {
        first(facts, (same, position) -> {
            if (rules.get(position).mayHaveHeld(same)) {
                told.accept(position);
            }
            return false; // so that all are looked at
        });
    }

    private int first(RequestFacts facts, NestedIndex.Test<RequestFacts> test) {
        int first = indexed ? firstIndexed(facts, test) : rules.size();
        for (int i = 0; i < others.length && others[i] < first; i++) {
            if (test.passes(facts, others[i])) {
                first = others[i];
            }
        }
        return first == rules.size() ? NONE : first;
    }

    private int firstIndexed(RequestFacts facts, NestedIndex.Test<RequestFacts> test) {
        int first = byPath.first(facts.request().path(), rules.size(), facts, test);
        first = byChannel.first(facts.request().channel(), first, facts, test);
        Cidr client = byAddress.isEmpty() ? null : facts.client();
        return client == null ? first : byAddress.first(client, first, facts, test);
    }
}
