package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tv.usher.engine.decision.ConditionSettings;
import tv.usher.engine.decision.RuleSettings;

/** The entries of {@code access}, and what in them contradicts the rest of the file. */
final class RulesBinder {

    private static final int MAX_RULES = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\S&&[^\\p{C}]]{1,64}");

    private final Binder binder;
    private final Problems problems;
    private final Set<String> backends;
    private final Map<String, Place> names = new HashMap<>();

    /**
     * @param backends the names that a rule may ask
     */
    RulesBinder(Binder binder, Problems problems, Set<String> backends) {
        this.binder = binder;
        this.problems = problems;
        this.backends = backends;
    }

    /** What can be bound; each of the others has a problem. */
    List<RuleSettings> bind(Section.Entry access) {
        List<Section> sections = binder.sections(access);
        if (access.value() instanceof SequenceNode list && list.getValue().isEmpty()) {
            problems.add(access.place(), "is empty; without a rule nobody would be let in");
        }
        if (sections.size() > MAX_RULES) {
            problems.add(access.place(), "has more than " + MAX_RULES + " rules");
            return List.of();
        }
        List<RuleSettings> rules = new ArrayList<>();
        for (Section section : sections) {
            binder.records().bindWhole(RuleSettings.class, section).ifPresent(bound -> {
                checkName(bound.name(), section.place());
                bound.when().ifPresent(conditions -> checkConditions(conditions, section.get("when")));
                checkAsked(bound.ask(), section.place());
                rules.add(bound);
            });
        }
        return rules;
    }

    private void checkName(String name, Place rule) {
        if (name.isEmpty()) {
            return;
        }
        Place place = binder.placeOf(rule.child("name").path());
        if (!NAME.matcher(name).matches()) {
            problems.add(place, "has a blank or a control character, or more than 64 characters; it stands in logs");
        }
        Place earlier = names.putIfAbsent(name, place);
        if (earlier != null) {
            problems.add(place, "is the name of the rule on line " + earlier.line() + " too");
        }
    }

    private void checkConditions(ConditionSettings conditions, Section.Entry when) {
        Map<String, List<?>> values =
                Map.of("address", conditions.address(), "path", conditions.path(), "host", conditions.host());
        boolean any = false;
        for (Map.Entry<String, List<?>> condition : values.entrySet()) {
            String path = when.place().child(condition.getKey()).path();
            boolean given = binder.isGiven(path);
            if (given && condition.getValue().isEmpty()) {
                problems.add(
                        binder.placeOf(path),
                        "is empty, so this rule could never hold; leave the key out if any value will do");
            }
            any |= given;
        }
        if (!any) {
            problems.add(when.place(), "has no condition; leave it out for a rule that always holds");
        }
    }

    private void checkAsked(List<String> asked, Place rule) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            Place place = binder.placeOf(rule.child("ask").item(i).path());
            if (!backends.contains(asked.get(i))) {
                String name = binder.shown(place.path(), asked.get(i));
                problems.add(place, "no backend has the name " + name + DidYouMean.hint(asked.get(i), backends));
            } else if (!seen.add(asked.get(i))) {
                problems.add(place, "asks '" + asked.get(i) + "' a second time");
            }
        }
    }
}
