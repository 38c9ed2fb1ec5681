package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tv.usher.api.Default;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;

/** Binds the entries of {@code limits}, and reports contradictions to the rest of the file. */
final class LimitsBinder {

    /** Each of them is looked at when somebody is let in. */
    static final int MAX_LIMITS = 20;

    private final Binder binder;
    private final Binder quiet;
    private final Problems problems;
    private final ConditionChecks conditions;
    private final Map<String, Place> names = new HashMap<>();

    LimitsBinder(Binder binder, Problems problems, ConditionChecks conditions) {
        this.binder = binder;
        this.quiet = binder.quiet();
        this.problems = problems;
        this.conditions = conditions;
    }

    /** The limits that can be bound; each of the others has a problem. */
    List<SessionLimitSettings> bind(Section.Entry entry, List<RuleSettings> rules) {
        List<Section> sections = binder.sections(entry);
        if (sections.size() > MAX_LIMITS) {
            problems.add(entry.place(), "has more than " + MAX_LIMITS + " limits");
            return List.of();
        }
        List<SessionLimitSettings> limits = new ArrayList<>();
        for (Section section : sections) {
            binder.records().bindWhole(SessionLimitSettings.class, section).ifPresent(bound -> {
                bound.when().ifPresent(given -> conditions.check(given, Objects.requireNonNull(section.get("when"))));
                limits.add(bound);
            });
            quiet.records().bind(Named.class, section).ifPresent(used -> checkName(used.name(), section.place()));
        }
        if (!sections.isEmpty()
                && !rules.isEmpty()
                && rules.stream().allMatch(rule -> rule.ask().isEmpty())) {
            problems.add(
                    entry.place(), "count nobody: no rule of 'access' asks a backend, and nobody else has a session");
        }
        return limits;
    }

    /** The key of a limit that may be wrong as a whole. */
    private record Named(@Default("") String name) {}

    private void checkName(String name, Place limit) {
        Place place = binder.placeOf(limit.child("name").path());
        Place earlier = names.putIfAbsent(name, place);
        if (earlier != null && !name.isEmpty()) {
            problems.add(place, "is the name of the limit on line " + earlier.line() + " too");
        }
    }
}
