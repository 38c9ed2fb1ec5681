package tv.usher.engine.decision;

import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.SessionLimit;

/**
 * One entry of {@code limits}: where all conditions hold, so many sessions at once.
 *
 * @param when      a rule's conditions; empty: everywhere
 * @param of        whose places it counts
 * @param household sessions of one address take one place
 */
public record SessionLimitSettings(
        String name,
        Optional<ConditionSettings> when,
        int most,
        PlaceOwner of,
        @Default("false") boolean household) {

    private static final int MOST_OF_HOUSEHOLDS = 100;

    public SessionLimitSettings {
        if (household && of != PlaceOwner.USER && of != PlaceOwner.TOKEN) {
            throw new IllegalArgumentException(
                    "has 'household' but counts places of one " + (of == PlaceOwner.ADDRESS ? "address" : "channel")
                            + "; households are counted of a user or a token");
        }
        if (household && most > MOST_OF_HOUSEHOLDS) {
            throw new IllegalArgumentException("most must be from 1 to " + MOST_OF_HOUSEHOLDS + " with 'household'");
        }
    }

    SessionLimit limit() {
        return new SessionLimit(name, of, most, household);
    }
}
