package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.backend.Authority;

/** Combines the verdicts of a rule's backends into one. */
public enum Combining {

    /** All are asked at once; the first allow wins and the other questions are cancelled. */
    ANY_ALLOWS {
        @Override
        boolean isDecisive(BackendVerdict verdict) {
            return verdict.allows();
        }

        @Override
        int rank(BackendVerdict verdict) {
            if (verdict.hasNoJudgement()) {
                return switch (verdict.action()) {
                    case ALLOW -> 0;
                    case ERROR -> 1;
                    case DENY -> 3;
                };
            }
            return verdict.denies() ? 2 : 4;
        }
    },

    /**
     * Asked in order; abstain and unavailable fall through, a deny is final. So is a question that failed, since a viewer could make it
     * fail lest it denies.
     */
    FIRST_ANSWER {
        @Override
        boolean isDecisive(BackendVerdict verdict) {
            return verdict.allows() || verdict.denies() || verdict.isUndecided();
        }

        @Override
        int rank(BackendVerdict verdict) {
            return verdict.hasNoJudgement() ? 0 : 1;
        }
    },

    /**
     * All are asked at once and every one must allow; a backend that abstains doesn't. A denial counts even if other backends couldn't be
     * asked.
     */
    ALL_ALLOW {
        @Override
        boolean isDecisive(BackendVerdict verdict) {
            return verdict.denies() || verdict.abstains();
        }

        @Override
        int rank(BackendVerdict verdict) {
            if (verdict.hasNoJudgement()) {
                return switch (verdict.action()) {
                    case DENY -> 0;
                    case ERROR -> 1;
                    case ALLOW -> 2;
                };
            }
            return 3;
        }

        @Override
        CombinedVerdict combine(List<BackendVerdict> verdicts, List<Authority> asked) {
            CombinedVerdict combined = super.combine(verdicts, asked);
            return combined.answer() == Answer.ALLOW ? StrictestGrant.in(combined, verdicts) : combined;
        }

        /** Nobody refused, or there would be no question who wasn't heard: so each had to allow, and did before. */
        @Override
        List<String> unheard(List<BackendVerdict> verdicts, List<Authority> asked) {
            return counting(verdicts).hasNoJudgement() ? namesOf(asked) : List.of();
        }
    };

    /** True if this verdict alone decides, whatever the other backends say. */
    abstract boolean isDecisive(BackendVerdict verdict);

    /** If no verdict is decisive, the one with the lowest rank counts; of several, the first in the order of the rule. */
    abstract int rank(BackendVerdict verdict);

    /**
     * @param verdicts of the rule's backends in its order: of all, or up to the first that is decisive
     * @param asked    the rule's backends
     */
    CombinedVerdict combine(List<BackendVerdict> verdicts, List<Authority> asked) {
        BackendVerdict counting = counting(verdicts);
        return CombinedVerdict.of(counting, counting.allows() ? List.of() : unheard(verdicts, asked));
    }

    /** Whoever had no judgement, and with a failed question also those who come after it in the rule. */
    List<String> unheard(List<BackendVerdict> verdicts, List<Authority> asked) {
        List<String> unheard = new ArrayList<>();
        for (BackendVerdict verdict : verdicts) {
            if (verdict.hasNoJudgement()) {
                unheard.add(verdict.authority().name());
            }
        }
        if (verdicts.get(verdicts.size() - 1).hasNoJudgement()) {
            unheard.addAll(namesOf(asked.subList(verdicts.size(), asked.size())));
        }
        return List.copyOf(unheard);
    }

    /** True once these verdicts of some or all of the rule's backends settle what they say together, whatever the missing ones may say. */
    final boolean isSettled(List<BackendVerdict> verdicts, int backends) {
        return verdicts.size() == backends || verdicts.stream().anyMatch(this::isDecisive);
    }

    final BackendVerdict counting(List<BackendVerdict> verdicts) {
        BackendVerdict counts = verdicts.get(0);
        if (verdicts.size() == 1) { // as nearly always
            return counts;
        }
        for (BackendVerdict verdict : verdicts) {
            if (isDecisive(verdict)) {
                return verdict;
            }
            if (rank(verdict) < rank(counts)) {
                counts = verdict;
            }
        }
        return counts;
    }

    private static List<String> namesOf(List<Authority> authorities) {
        return authorities.stream().map(Authority::name).toList();
    }
}
