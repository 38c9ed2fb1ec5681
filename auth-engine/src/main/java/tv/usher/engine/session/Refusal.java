package tv.usher.engine.session;

import java.util.Optional;
import tv.usher.api.Location;

/**
 * A remembered denial.
 *
 * @param reason    for operators
 * @param backend   that denied, empty for an operator's ban
 * @param redirect where the viewer is sent instead
 */
public record Refusal(String reason, String backend, Optional<Location> redirect) {

    /** A refusal without a redirect. */
    public Refusal(String reason, String backend) {
        this(reason, backend, Optional.empty());
    }
}
