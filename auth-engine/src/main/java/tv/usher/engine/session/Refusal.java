package tv.usher.engine.session;

import java.util.Optional;
import tv.usher.api.Location;

/**
 * A remembered denial.
 *
 * @param reason    for operators
 * @param backend   whose denial it was, empty if an operator's
 * @param redirect where the viewer is sent instead
 */
public record Refusal(String reason, String backend, Optional<Location> redirect) {

    /** The viewer is sent nowhere. */
    public Refusal(String reason, String backend) {
        this(reason, backend, Optional.empty());
    }
}
