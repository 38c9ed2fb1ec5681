package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Location;
import tv.usher.api.Verdict;

/**
 * A backend whose denials send the viewer to the answer's {@code X-Location}, the header of Cesbo's own backends. An address that no
 * viewer can be sent to is passed over: the denial stands. {@code Location} never counts, since most portals put their login page there.
 */
public final class LocationFromAnswer implements Backend {

    private final Backend backend;

    public LocationFromAnswer(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return backend.toRequest(request);
    }

    @Override
    public Verdict interpret(BackendResponse response) {
        Verdict verdict = backend.interpret(response);
        if (verdict instanceof Verdict.Deny deny && deny.elsewhere().isEmpty()) {
            return new Verdict.Deny(deny.reason(), response.header("X-Location").flatMap(Location::find));
        }
        return verdict;
    }

    @Override
    public boolean canAskAgain() {
        return backend.canAskAgain();
    }
}
