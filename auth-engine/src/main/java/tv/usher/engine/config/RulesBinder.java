package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tv.usher.api.Default;
import tv.usher.api.Reason;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.util.ReasonCode;

/** Binds the entries of {@code access}, and reports contradictions to the rest of the file. */
final class RulesBinder {

    private static final int MAX_RULES = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\S&&[^\\p{C}]]{1,64}");

    private final Binder binder;
    private final Binder quiet;
    private final Problems problems;
    private final Set<String> backends;
    private final ConditionChecks conditions;
    private final Map<String, Place> names = new HashMap<>();

    /**
     * @param backends the names that a rule may ask
     */
    RulesBinder(Binder binder, Problems problems, Set<String> backends, ConditionChecks conditions) {
        this.binder = binder;
        this.quiet = binder.quiet();
        this.problems = problems;
        this.backends = backends;
        this.conditions = conditions;
    }

    /** The rules that can be bound; each of the others has a problem. */
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
                bound.when().ifPresent(given -> conditions.check(given, Objects.requireNonNull(section.get("when"))));
                bound.deniedLocations().keySet().forEach(code -> checkReason(code, section.place()));
                rules.add(bound);
            });
            quiet.records().bind(Names.class, section).ifPresent(used -> checkNames(used, section.place()));
        }
        return rules;
    }

    /** Keys of a rule, which may be wrong as a whole. */
    private record Names(@Default("") String name, List<String> ask, List<String> shadow) {}

    private void checkNames(Names used, Place rule) {
        checkName(used.name(), rule);
        Set<String> seen = new HashSet<>();
        checkAsked(used.ask(), rule.child("ask"), seen);
        checkAsked(used.shadow(), rule.child("shadow"), seen);
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

    /** A plugin may have reasons of its own, so that only what looks like a slip is wrong. */
    private void checkReason(String code, Place rule) {
        List<String> known =
                Stream.of(ReasonCode.values()).map(ReasonCode::code).toList();
        String hint = known.contains(code) ? "" : DidYouMean.hint(code, known);
        if (!Reason.isCode(code) || hint.contains("did you mean")) {
            Place place =
                    binder.placeOf(rule.child("denied-locations").child(code).path());
            problems.add(place, "is no reason's code" + hint);
        }
    }

    private void checkAsked(List<String> asked, Place key, Set<String> seen) {
        for (int i = 0; i < asked.size(); i++) {
            Place place = binder.placeOf(key.item(i).path());
            if (!backends.contains(asked.get(i))) {
                String name = binder.shown(place.path(), asked.get(i));
                problems.add(place, "no backend has the name " + name + DidYouMean.hint(asked.get(i), backends));
            } else if (!seen.add(asked.get(i))) {
                problems.add(place, "asks '" + asked.get(i) + "' a second time");
            }
        }
    }
}
