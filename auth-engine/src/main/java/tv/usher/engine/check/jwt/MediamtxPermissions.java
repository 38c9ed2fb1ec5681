package tv.usher.engine.check.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Action;
import tv.usher.engine.net.StrictJson;

/**
 * MediaMTX's claim: a list of actions and paths, also as a text that holds the list. A path is any if it is empty, a regular expression
 * that is found anywhere if it begins with a {@code ~}, and else exact.
 */
public final class MediamtxPermissions {

    private static final int MOST = 200;
    private static final int LONGEST = 512;

    private final ClaimName name;
    private final List<Permission> permissions;

    private record Permission(String action, String path) {}

    private MediamtxPermissions(ClaimName name, List<Permission> permissions) {
        this.name = name;
        this.permissions = permissions;
    }

    /**
     * @throws RefusedToken if the claim is absent or no such list
     */
    public static MediamtxPermissions of(Claims claims, ClaimName name) throws RefusedToken {
        JsonNode value = claims.value(name);
        if (value.isTextual()) {
            String held = "{\"list\":" + value.textValue() + '}';
            value = StrictJson.object(held.getBytes(StandardCharsets.UTF_8))
                    .filter(object -> object.size() == 1)
                    .map(object -> object.path("list"))
                    .orElseThrow(() -> Claims.refused(name, "is a text that holds no list of permissions"));
        }
        if (!value.isArray() || value.size() > MOST) {
            throw Claims.refused(name, "is no list of at most " + MOST + " permissions");
        }
        List<Permission> permissions = new ArrayList<>();
        for (JsonNode item : value) {
            JsonNode path = item.path("path");
            boolean absent = path.isMissingNode() || path.isNull();
            if (!item.path("action").isTextual()
                    || !absent && !path.isTextual()
                    || path.asText().length() > LONGEST) {
                throw Claims.refused(name, "has an entry that is no action and path");
            }
            permissions.add(new Permission(item.path("action").textValue(), absent ? "" : path.textValue()));
        }
        return new MediamtxPermissions(name, List.copyOf(permissions));
    }

    /**
     * @param path of the stream, without a leading slash, one character per byte
     * @throws RefusedToken if a regular expression is none
     */
    public boolean allow(Action action, String path) throws RefusedToken {
        String text = new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        for (Permission permission : permissions) {
            if (isFor(permission.action(), action) && matches(permission.path(), text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFor(String permitted, Action action) {
        return action == Action.PUBLISH
                ? permitted.equals("publish")
                : permitted.equals("read") || permitted.equals("playback");
    }

    private boolean matches(String permitted, String path) throws RefusedToken {
        if (!permitted.startsWith("~")) {
            return permitted.isEmpty() || permitted.equals(path);
        }
        try { // in time linear in the path, as MediaMTX's own
            return Pattern.compile(permitted.substring(1)).matcher(path).find();
        } catch (PatternSyntaxException e) {
            throw Claims.refused(name, "has a path that is no regular expression");
        }
    }
}
