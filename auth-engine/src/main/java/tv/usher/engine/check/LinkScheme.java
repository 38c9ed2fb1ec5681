package tv.usher.engine.check;

import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;

/** How links are read, judged and made as their settings say. Immutable. */
public interface LinkScheme {

    /**
     * The link that the request's query has, judged part by part.
     *
     * @param request who shows it, and for what
     * @return empty if there is none of this shape, which another backend may know, or two readers could find two
     */
    Optional<JudgedLink> judge(AccessRequest request, Instant now);

    /**
     * Makes a link, which may hold or not.
     *
     * @param request for whom and what it is
     * @param salt    1 to 64 letters and digits, for formats that have one
     * @return what stands behind the {@code ?}. Keep it out of logs: everybody who has it may play
     */
    String make(AccessRequest request, long startSeconds, long endSeconds, String salt);
}
