package tv.usher.engine.backend.guard;

import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;
import tv.usher.api.Location;
import tv.usher.api.Verdict;

/**
 * A backend whose denials send the viewer to the answer's {@code X-Location}, the header of Cesbo's own backends. An address that no viewer
 * can be sent to is ignored, and the denial stays. {@code Location} never counts, since most portals put their login page there.
 */
public final class LocationFromAnswer extends ForwardingBackend {

    public LocationFromAnswer(Backend backend) {
        super(backend);
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        Verdict verdict = super.interpret(request, response);
        if (verdict instanceof Verdict.Deny deny && deny.redirect().isEmpty()) {
            return deny.redirect(response.header("X-Location").flatMap(Location::find));
        }
        return verdict;
    }
}
