package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;

/**
 * Whether nginx may cache an answer for a while. Off by default: the operator chooses the key of that cache, and a key that doesn't tell
 * viewers apart would share their grants.
 */
final class EdgeCache {

    private static final Header NO_STORE = new Header("Cache-Control", "no-store");

    private final long mostSeconds;

    /**
     * @param mostSeconds 0: never
     */
    EdgeCache(long mostSeconds) {
        this.mostSeconds = mostSeconds;
    }

    Reply on(Reply reply, Decision decision) {
        List<Header> headers = new ArrayList<>(reply.headers());
        Decision.Pass pass = decision.pass();
        if (mostSeconds == 0 || pass == null || !pass.session().isNamed()) {
            headers.add(NO_STORE);
        } else {
            long seconds = Math.min(mostSeconds, pass.seconds());
            headers.add(new Header("Cache-Control", "max-age=" + seconds));
            headers.add(new Header("X-Accel-Expires", Long.toString(seconds)));
        }
        return new Reply(reply.status(), headers);
    }
}
