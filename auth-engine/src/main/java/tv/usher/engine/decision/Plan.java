package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;

/**
 * What a rule leads to for one question now, told without a trace.
 *
 * @param request   as those are asked about it: with what the rule's path names
 * @param decision  empty if somebody has to be asked for it
 * @param combining how the verdicts of those who are asked make one
 * @param asked     in the rule's order, also those who would be asked if memory had no decision
 * @param shadows   names of those who are asked beside them, and only compared
 * @param then      what becomes of what they say together, by what memory has
 */
public record Plan(
        MemoryState memoryState,
        AccessRequest request,
        Optional<Decision> decision,
        String rule,
        Combining combining,
        List<Authority> asked,
        List<String> shadows,
        Function<CombinedVerdict, Decision> then) {

    static Plan decided(AccessRequest request, String rule, Decision decision) {
        return new Plan(
                MemoryState.NOT_NEEDED,
                request,
                Optional.of(decision),
                rule,
                Combining.ANY_ALLOWS,
                List.of(),
                List.of(),
                heard -> decision);
    }

    static Plan asking(
            AccessRequest request,
            String rule,
            Combining combining,
            List<Authority> asked,
            List<String> shadows,
            Function<CombinedVerdict, Decision> then) {
        return new Plan(MemoryState.NOTHING, request, Optional.empty(), rule, combining, asked, shadows, then);
    }

    /**
     * @param decision null if somebody has to be asked for it
     */
    Plan with(MemoryState memoryState, @Nullable Decision decision) {
        return new Plan(memoryState, request, Optional.ofNullable(decision), rule, combining, asked, shadows, then);
    }

    /** Applies this step to every decision, also to one that is already made. */
    Plan then(UnaryOperator<Decision> last) {
        return new Plan(memoryState, request, decision.map(last), rule, combining, asked, shadows, then.andThen(last));
    }

    /** True if those who come after it in the rule aren't asked any more. */
    public boolean isLast(Authority authority, AnsweredVerdict answered) {
        return combining == Combining.FIRST_ANSWER && combining.isDecisive(BackendVerdict.of(authority, answered));
    }

    /**
     * The decision; empty if it depends on somebody who wasn't asked.
     *
     * @param answers of all {@link #asked}, in that order; empty for who wasn't asked
     */
    public Optional<Decision> decide(List<Optional<AnsweredVerdict>> answers) {
        List<BackendVerdict> heard = new ArrayList<>();
        boolean reached = true;
        for (int place = 0; place < answers.size() && reached; place++) {
            Authority authority = asked.get(place);
            Optional<AnsweredVerdict> answered = answers.get(place);
            answered.ifPresent(said -> heard.add(BackendVerdict.of(authority, said)));
            // Whoever comes later counts only if this one leaves it to them.
            reached = combining != Combining.FIRST_ANSWER || answered.isPresent() && !isLast(authority, answered.get());
        }
        return combining.isSettled(heard, asked.size())
                ? Optional.of(then.apply(combining.combine(heard, asked)))
                : Optional.empty();
    }
}
