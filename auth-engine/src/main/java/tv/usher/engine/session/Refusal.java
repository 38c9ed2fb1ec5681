package tv.usher.engine.session;

import java.util.Optional;
import tv.usher.api.Location;
import tv.usher.api.Reason;

/**
 * A remembered denial.
 *
 * @param reason    for operators
 * @param backend   that denied, empty for an operator's ban
 * @param user     whom it keeps out, empty if unknown
 * @param redirect where the viewer is sent instead
 */
public record Refusal(Reason reason, String backend, String user, Optional<Location> redirect) {

    /** The viewer is sent nowhere. */
    public Refusal(Reason reason, String backend, String user) {
        this(reason, backend, user, Optional.empty());
    }

    /** Of a viewer whom nobody named. */
    public Refusal(Reason reason, String backend, Optional<Location> redirect) {
        this(reason, backend, "", redirect);
    }

    /** As above, and the viewer is sent nowhere. */
    public Refusal(Reason reason, String backend) {
        this(reason, backend, "", Optional.empty());
    }
}
