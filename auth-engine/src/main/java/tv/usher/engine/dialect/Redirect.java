package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Header;
import tv.usher.api.Location;
import tv.usher.engine.decision.Decision;

/** How a caller is told where a denied viewer goes instead. A caller that doesn't know it takes the answer for a denial. */
public enum Redirect {

    /** 403 with {@code X-Location}: what Astra documented, and what nginx can be configured to follow. */
    X_LOCATION {
        @Override
        Reply to(Location location, List<Header> headers) {
            headers.add(new Header("X-Location", location.address()));
            return new Reply(403, headers);
        }
    },

    /** 302 with {@code Location}, and {@code X-Location} too: what forward-auth proxies relay to the viewer. */
    FOUND {
        @Override
        Reply to(Location location, List<Header> headers) {
            headers.add(new Header("Location", location.address()));
            headers.add(new Header("X-Location", location.address()));
            return new Reply(302, headers);
        }
    };

    abstract Reply to(Location location, List<Header> headers);

    /**
     * @param denied the reply itself unless the viewer goes somewhere else
     */
    Reply on(Reply denied, Decision decision) {
        return decision.redirect().isEmpty()
                ? denied
                : to(decision.redirect().get(), new ArrayList<>(denied.headers()));
    }
}
