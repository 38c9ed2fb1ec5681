package tv.usher.daemon.call;

import java.util.Optional;

/** One kind of caller. Stateless and thread-safe. */
public interface Caller {

    /**
     * What it sends.
     *
     * @return nothing if this kind of caller never speaks of such an event or action
     * @throws IllegalArgumentException if it can't name what the viewer wants; the message is for operators
     */
    Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event);

    /** What it takes an answer to {@link CallEvent#OPEN} or {@link CallEvent#UPDATE} for. */
    Reading read(CallerAnswer answer);

    /** What becomes of viewers while Usher can't be reached, as the end of a sentence. */
    String withoutUsher();

    /** True if it asks about each file, playlists and segments; false if it asks once for a viewing. */
    default boolean asksAboutEveryFile() {
        return false;
    }
}
