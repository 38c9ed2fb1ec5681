package tv.usher.engine.decision;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** One grant of several allows: the first name of each kind, and the strictest of everything else. */
final class StrictestGrant {

    private StrictestGrant() {}

    /** With the grant of those verdicts that allow; it stays as it is if none does. */
    static CombinedVerdict in(CombinedVerdict combined, List<BackendVerdict> verdicts) {
        Grant all = null;
        String grantor = combined.grantor();
        for (BackendVerdict verdict : verdicts) {
            if (verdict.verdict() instanceof Verdict.Allow allow) {
                boolean isFirstToName = !allow.grant().user().isEmpty()
                        && (all == null || all.user().isEmpty());
                grantor = isFirstToName ? verdict.authority().name() : grantor;
                all = all == null ? allow.grant() : stricter(all, allow.grant());
            }
        }
        return all == null ? combined : combined.with(all, grantor);
    }

    private static Grant stricter(Grant one, Grant other) {
        return Grant.lasting(shorter(one.lifetime(), other.lifetime()))
                .user(one.user().isEmpty() ? other.user() : one.user())
                .sessionName(one.sessionName().isEmpty() ? other.sessionName() : one.sessionName())
                .maxSessions(fewer(one.limit(), other.limit()))
                .unique(one.unique() || other.unique());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static OptionalInt fewer(OptionalInt one, OptionalInt other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()));
    }
}
