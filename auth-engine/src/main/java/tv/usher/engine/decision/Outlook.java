package tv.usher.engine.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;

/**
 * What a rule leads to for one question now, told without a trace.
 *
 * @param decision  empty if somebody has to be asked for it
 * @param combining how the opinions of those who are asked make one
 * @param asked     in the rule's order, also those who would be asked if memory had no decision
 */
public record Outlook(
        Recollection recollection,
        Optional<Decision> decision,
        String rule,
        Combining combining,
        List<Authority> asked) {

    static Outlook decided(String rule, Decision decision) {
        return new Outlook(Recollection.NOT_NEEDED, Optional.of(decision), rule, Combining.ANY_ALLOWS, List.of());
    }

    static Outlook asking(String rule, Combining combining, List<Authority> asked) {
        return new Outlook(Recollection.NOTHING, Optional.empty(), rule, combining, asked);
    }

    Outlook with(Recollection recollection) {
        return new Outlook(recollection, decision, rule, combining, asked);
    }

    Outlook with(Recollection recollection, Decision decision) {
        return new Outlook(recollection, Optional.of(decision), rule, combining, asked);
    }

    /**
     * The decision, once everybody has been asked; limits of users aside.
     *
     * @param verdicts of {@link #asked}, in that order
     */
    public Decision decide(List<Verdict> verdicts) {
        List<Opinion> opinions = IntStream.range(0, asked.size())
                .mapToObj(i -> new Opinion(asked.get(i), verdicts.get(i)))
                .toList();
        return opinions.stream()
                .filter(combining::isDecisive)
                .findFirst()
                .map(Opinion::decision)
                .orElseGet(() -> combining.decide(opinions))
                .under(rule);
    }
}
