package tv.usher.engine.dialect;

import java.util.List;
import java.util.Map;
import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.PathPattern;

/**
 * Where a viewing's identity stands, if not in the query.
 *
 * @param paths name it in their braces; the first that fits a path counts
 */
public record IdentitySettings(List<PathPattern> paths) {

    public IdentitySettings {
        paths = List.copyOf(paths);
        for (PathPattern path : paths) {
            if (!path.isNaming()) {
                throw new IllegalArgumentException(
                        "paths: " + path + " names nothing; write {token}, {user}, {password} or {channel} in it");
            }
        }
    }

    /** The request with what its path names. A token goes into the query too, where middlewares look for it. */
    DecisionRequest in(DecisionRequest read) {
        if (paths.isEmpty()) {
            return read;
        }
        AccessRequest request = read.request();
        for (PathPattern path : paths) {
            Map<String, String> captures = path.capture(request.path());
            if (captures != null) {
                QueryString query = ViewerQuery.withEscaped(captures.getOrDefault("token", ""), request.query());
                return read.with(Captures.in(request.toBuilder().query(query).build(), captures));
            }
        }
        return read;
    }
}
