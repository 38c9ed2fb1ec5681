package tv.usher.engine.decision;

import java.util.List;

/** How the opinions of a rule's backends make one. */
public enum Combining {

    /** All are asked at once; the first allow wins and the others are given up. */
    ANY_ALLOWS {
        @Override
        boolean isDecisive(BackendVerdict opinion) {
            return opinion.allows();
        }

        @Override
        int rank(BackendVerdict opinion) {
            if (opinion.isUnavailable()) {
                return switch (opinion.authority().onUnavailable()) {
                    case ALLOW -> 0;
                    case ERROR -> 1;
                    case DENY -> 3;
                };
            }
            return opinion.denies() ? 2 : 4;
        }
    },

    /** Asked in order; abstain and unavailable fall through, a deny is final. */
    FIRST_ANSWER {
        @Override
        boolean isDecisive(BackendVerdict opinion) {
            return opinion.allows() || opinion.denies();
        }

        @Override
        int rank(BackendVerdict opinion) {
            return opinion.isUnavailable() ? 0 : 1;
        }
    },

    /** All are asked at once and every one must allow; who abstains doesn't. A denial stands whoever else couldn't be asked. */
    ALL_ALLOW {
        @Override
        boolean isDecisive(BackendVerdict opinion) {
            return opinion.denies() || opinion.abstains();
        }

        @Override
        int rank(BackendVerdict opinion) {
            if (opinion.isUnavailable()) {
                return switch (opinion.authority().onUnavailable()) {
                    case DENY -> 0;
                    case ERROR -> 1;
                    case ALLOW -> 2;
                };
            }
            return 3;
        }

        @Override
        Decision decide(List<BackendVerdict> opinions) {
            Decision decision = counting(opinions).decision();
            return decision.answer() == Answer.ALLOW ? StrictestGrant.in(decision, opinions) : decision;
        }
    };

    /** True if this opinion alone settles the matter, whatever others may say. */
    abstract boolean isDecisive(BackendVerdict opinion);

    /** Among opinions none of which is decisive the lowest rank counts, the first of several in the order of the rule. */
    abstract int rank(BackendVerdict opinion);

    /**
     * @param opinions of the rule's backends in its order: of all, or up to the first that is decisive
     */
    Decision decide(List<BackendVerdict> opinions) {
        Decision decision = counting(opinions).decision();
        return decision.answer() == Answer.ALLOW ? decision : decision.withUnavailable(unavailable(opinions));
    }

    final BackendVerdict counting(List<BackendVerdict> opinions) {
        BackendVerdict counts = opinions.get(0);
        for (BackendVerdict opinion : opinions) {
            if (isDecisive(opinion)) {
                return opinion;
            }
            if (rank(opinion) < rank(counts)) {
                counts = opinion;
            }
        }
        return counts;
    }

    private static List<String> unavailable(List<BackendVerdict> opinions) {
        return opinions.stream()
                .filter(BackendVerdict::isUnavailable)
                .map(opinion -> opinion.authority().name())
                .toList();
    }
}
