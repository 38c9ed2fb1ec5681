package tv.usher.api;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a middleware is asked: the operator's address, completed with the middleware's own path. Scheme, host, port and path come
 * from the configuration alone; below it, a plugin may add segments ({@link #at}).
 *
 * <p>Immutable.
 */
public final class Endpoint {

    private static final Pattern FILE =
            Pattern.compile("\\.(php[0-9]?|phtml|s?html?|cgi|pl|py|aspx?|jsp)$", Pattern.CASE_INSENSITIVE);

    private final URI address;
    private final String path;
    private final String shownPath;
    private final QueryString configured;
    private final Set<String> configuredNames;

    private Endpoint(URI address, String path) {
        this.address = address;
        this.path = path.isEmpty() ? "/" : path;
        this.shownPath = this.path;
        this.configured = QueryString.of(address.getRawQuery() == null ? "" : address.getRawQuery());
        this.configuredNames = Set.copyOf(configured.names());
    }

    private Endpoint(Endpoint base, String path) {
        this.address = base.address;
        this.path = path;
        this.shownPath = base.shownPath.endsWith("/") ? base.shownPath : base.shownPath + '/';
        this.configured = base.configured;
        this.configuredNames = base.configuredNames;
    }

    /**
     * The address as it is.
     *
     * @throws IllegalArgumentException if it isn't an absolute {@code http} or {@code https} address with a valid host and port, or
     *     has user information or a fragment; the message can be shown to the operator
     */
    public static Endpoint of(URI address) {
        URI checked = checked(address);
        return new Endpoint(checked, checked.getRawPath());
    }

    /**
     * A base address completed with the middleware's known path, or the complete endpoint as the operator wrote it. It is complete
     * when its path ends with the last segment of {@code knownPath}; the slash that ends {@code knownPath} is then put back if the
     * operator left it out, since a middleware that wants it redirects otherwise.
     *
     * @param knownPath begins with a slash: {@code /auth/arescrypt/}
     * @throws IllegalArgumentException as {@link #of(URI)}; also if the path is neither, but that of another script or page: it ends
     *     in a file ({@code load.php}), or has the first segment of {@code knownPath} ({@code /auth/login})
     */
    public static Endpoint of(URI address, String knownPath) {
        URI checked = checked(address);
        String path = checked.getRawPath().replaceAll("/+$", "");
        String slash = knownPath.endsWith("/") ? "/" : "";
        String known = knownPath.substring(0, knownPath.length() - slash.length());
        String lastSegment = known.substring(known.lastIndexOf('/'));
        if (path.endsWith(lastSegment)) {
            return new Endpoint(checked, path + slash);
        }
        String firstSegment = known.substring(0, known.indexOf('/', 1) < 0 ? known.length() : known.indexOf('/', 1));
        if (FILE.matcher(path).find() || (path + '/').contains(firstSegment + '/')) {
            throw new IllegalArgumentException(
                    "the address leads to another script or page, but this middleware is asked at " + knownPath
                            + ": write that, or only what comes before it");
        }
        return new Endpoint(checked, path + known + slash);
    }

    private static URI checked(URI address) {
        String scheme = address.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("has no valid host name");
        }
        if (address.getPort() == 0 || address.getPort() > 65_535) {
            throw new IllegalArgumentException("has a port that isn't between 1 and 65535");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not have a user or password before the host");
        }
        if (address.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a fragment ('#')");
        }
        // What isn't ASCII can't stand in a request line as it is.
        return URI.create(address.toASCIIString());
    }

    /** True for {@code https}. */
    public boolean isTls() {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** The host as configured; an IPv6 address is in brackets. */
    public String host() {
        return address.getHost();
    }

    /** The port as configured, else that of the scheme. */
    public int port() {
        return address.getPort() >= 0 ? address.getPort() : isTls() ? 443 : 80;
    }

    /** The path without query, at least {@code /}. */
    public String path() {
        return path;
    }

    /**
     * What stands in the request line: the path, the configured query, and the viewer's raw query joined with {@code &}. A viewer's
     * parameter that has the name of a configured one is dropped; everything else of it stays byte for byte.
     */
    public String target(QueryString viewer) {
        String kept = viewer.withoutFolded(configuredNames).raw();
        if (configured.isEmpty()) {
            return kept.isEmpty() ? path : path + '?' + kept;
        }
        return kept.isEmpty() ? path + '?' + configured.raw() : path + '?' + configured.raw() + '&' + kept;
    }

    /**
     * Another path below this one, at the same server and with the same configured query: {@code endpoint.at("users", id)} is
     * {@code /api/users/77}. Each segment is escaped, whatever characters it has.
     *
     * @param segments decoded, at least one
     * @throws IllegalArgumentException if one isn't a segment; ask {@link #isSegment} about what a viewer or a middleware chose
     */
    public Endpoint at(String... segments) {
        StringBuilder below = new StringBuilder(path);
        if (path.endsWith("/")) {
            below.setLength(path.length() - 1);
        }
        for (String segment : segments) {
            if (!isSegment(segment)) {
                throw new IllegalArgumentException("can't be a segment of a path");
            }
            below.append('/').append(PercentEncoding.of(segment));
        }
        return new Endpoint(this, below.toString());
    }

    /**
     * True if the text can be a segment of a path and no server takes it for more: it isn't empty or of dots alone, and has no slash,
     * backslash or control character.
     */
    public static boolean isSegment(String text) {
        return PathSegment.is(text);
    }

    /** A GET about a request in the convention of both Cesbo products: the viewer's raw query, and their headers. */
    public BackendRequest get(AccessRequest request) {
        return BackendRequest.get(this, request.query(), CesboHeaders.about(request));
    }

    /** A GET with a query of the plugin's own making, without headers yet. */
    public BackendRequest get(QueryString query) {
        return BackendRequest.get(this, query, List.of());
    }

    /** A POST without query and headers yet. */
    public BackendRequest post(RequestBody body) {
        return BackendRequest.post(this, body);
    }

    /** True if the other one is at the same server: the scheme, the host in any case, and the port. */
    public boolean isAtServerOf(Endpoint other) {
        return address.equals(other.address)
                || isTls() == other.isTls() && port() == other.port() && host().equalsIgnoreCase(other.host());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint endpoint && address.equals(endpoint.address) && path.equals(endpoint.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, path);
    }

    /** Scheme, host and port as configured: {@code https://mw.example.com:8443}. */
    public String origin() {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    /** Scheme, host, port and the configured path. The query is left out, since it may carry a secret, and so is what stands {@link #at} below. */
    @Override
    public String toString() {
        return origin() + (shownPath.equals(path) ? path : shownPath + "***");
    }
}
