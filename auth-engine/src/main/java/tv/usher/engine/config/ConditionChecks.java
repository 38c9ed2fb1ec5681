package tv.usher.engine.config;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.CountryCode;

/** Reports what is wrong with the conditions of a rule or a limit beside their values: contradictions, and what the rest of the file lacks. */
final class ConditionChecks {

    /** The names of the dialects: each has settings under its name. */
    private static final List<String> DIALECTS = RecordShape.names(DialectsSettings.class);

    private final Binder binder;
    private final Problems problems;
    private final boolean placed;

    /**
     * @param placed whether the countries of viewers are known
     */
    ConditionChecks(Binder binder, Problems problems, boolean placed) {
        this.binder = binder;
        this.problems = problems;
        this.placed = placed;
    }

    void check(ConditionSettings conditions, Section.Entry when) {
        Map<String, Section.Entry> given = when.value() instanceof MappingNode mapping
                ? Section.of(when.place(), mapping, new Problems()).entries()
                : Map.of();
        if (given.isEmpty()) {
            problems.add(when.place(), "has no condition; leave it out for a rule that always holds");
        }
        given.values().forEach(entry -> {
            if (entry.value() instanceof CollectionNode<?> values
                    && values.getValue().isEmpty()) {
                problems.add(
                        entry.place(),
                        "is empty, so this rule could never hold; leave the key out if any value will do");
            }
        });
        checkDialects(conditions.dialect(), when.place().child("dialect"));
        checkDialects(conditions.notDialect(), when.place().child("not-dialect"));
        checkPlaced(conditions.country(), when.place().child("country"));
        checkPlaced(conditions.notCountry(), when.place().child("not-country"));
    }

    private void checkDialects(List<String> dialects, Place condition) {
        for (int i = 0; i < dialects.size(); i++) {
            if (!DIALECTS.contains(dialects.get(i))) {
                Place place = binder.placeOf(condition.item(i).path());
                String name = binder.shown(place.path(), dialects.get(i));
                problems.add(place, "no dialect has the name " + name + DidYouMean.hint(dialects.get(i), DIALECTS));
            }
        }
    }

    private void checkPlaced(List<CountryCode> countries, Place condition) {
        if (!countries.isEmpty() && !placed) {
            problems.add(
                    binder.placeOf(condition.path()), "needs a database that knows where addresses are: geo.database");
        }
    }
}
