package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Default;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;

/** Binds the entries of {@code limits}, and reports contradictions to the rest of the file. */
final class LimitsBinder {

    /** Each of them is looked at when somebody is let in. */
    static final int MAX_LIMITS = 20;

    /** Beyond that a place isn't scarce. */
    private static final int MOST = 100_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

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
            quiet.records().bind(Bounded.class, section).ifPresent(used -> checkMost(used.most(), section.place()));
        }
        if (!sections.isEmpty()
                && !rules.isEmpty()
                && rules.stream().allMatch(rule -> rule.ask().isEmpty())) {
            problems.add(
                    entry.place(), "count nobody: no rule of 'access' asks a backend, and nobody else has a session");
        }
        return limits;
    }

    // Keys of a limit that may be wrong elsewhere, which must not hide what is wrong with these.
    private record Named(Optional<String> name) {}

    private record Bounded(@Default("1") int most) {}

    private void checkMost(int most, Place limit) {
        if (most < 1 || most > MOST) {
            problems.add(binder.placeOf(limit.child("most").path()), "must be from 1 to " + MOST);
        }
    }

    private void checkName(Optional<String> given, Place limit) {
        if (given.isEmpty()) {
            return;
        }
        String name = given.get();
        Place place = binder.placeOf(limit.child("name").path());
        if (!NAME.matcher(name).matches()) {
            problems.add(place, "isn't up to 64 of a-z, 0-9, '-' and '_'");
        }
        Place earlier = names.putIfAbsent(name, place);
        if (earlier != null) {
            problems.add(place, "is the name of the limit on line " + earlier.line() + " too");
        }
    }
}
