package tv.usher.engine.check;

import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;

/** How links of one format are read, judged and made. Immutable. */
interface LinkScheme {

    /**
     * The link that the viewer shows, judged part by part.
     *
     * @return empty if he shows none of this shape; another backend may know what he shows
     */
    Optional<JudgedLink> judge(AccessRequest request, Instant now);

    /**
     * A query that lets the viewer play what the request says.
     *
     * @param salt of formats that have one
     */
    String make(AccessRequest request, long startSeconds, long endSeconds, String salt);
}
