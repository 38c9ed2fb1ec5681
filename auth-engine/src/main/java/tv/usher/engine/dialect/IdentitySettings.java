package tv.usher.engine.dialect;

import java.util.List;
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
}
