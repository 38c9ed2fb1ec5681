package tv.usher.engine.management.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostName;
import tv.usher.engine.net.IpAddress;

/**
 * Decides who may use the API. If a token is configured, a client must show it. If not, programs on this machine may use it. A browser of
 * the operator is such a program, and so is every page in it, also a page whose host name was made to point here (DNS rebinding). So
 * requests of pages but our own, and requests for another host, are refused.
 */
public final class ApiAccess {

    private static final String SCHEME = "Bearer ";
    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1"));

    private final Optional<Secret> token;
    private final Optional<Secret> readOnlyToken;

    /**
     * @param readOnlyToken of those who may look at everything and change nothing; only beside a token
     */
    public ApiAccess(Optional<Secret> token, Optional<Secret> readOnlyToken) {
        this.token = token;
        this.readOnlyToken = readOnlyToken;
    }

    /**
     * @param loopback true if only this machine can reach the listener
     * @return true if the client may change something, false if it may only look
     * @throws ApiException if the client may not use the API
     */
    boolean check(HttpHeaders headers, boolean loopback) {
        if (token.isPresent()) {
            return isOperator(token.get(), headers.getAll(HttpHeaderNames.AUTHORIZATION));
        }
        if (!loopback) {
            throw new ApiException(
                    ApiProblem.FORBIDDEN,
                    "other machines can reach this listener, so its API needs a token: set management.token");
        }
        refusePages(headers);
        return true;
    }

    private boolean isOperator(Secret operators, List<String> credentials) {
        if (credentials.size() != 1) {
            throw unauthorized("this needs the header 'Authorization: Bearer' with the token of management.token", "");
        }
        String shown = credentials.get(0);
        boolean bearer = shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String secret = bearer ? shown.substring(SCHEME.length()).strip() : "";
        boolean all = isEqual(operators.reveal(), secret);
        boolean looks = readOnlyToken.isPresent() && isEqual(readOnlyToken.get().reveal(), secret);
        if (!all && !looks) {
            throw unauthorized("this is not the token of management.token", ", error=\"invalid_token\"");
        }
        return all;
    }

    private static ApiException unauthorized(String sentence, String error) {
        return new ApiException(
                ApiProblem.UNAUTHORIZED, sentence, Map.of("WWW-Authenticate", "Bearer realm=\"usher\"" + error));
    }

    /** Takes the same time wherever the two differ. */
    private static boolean isEqual(String token, String shown) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.ISO_8859_1), shown.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refusePages(HttpHeaders headers) {
        if (!isOwn(headers.getAll(HttpHeaderNames.ORIGIN), headers.get(HttpHeaderNames.HOST, ""))
                || isOfAnotherSite(headers.get("Sec-Fetch-Site", "none"))) {
            throw new ApiException(ApiProblem.FORBIDDEN, "web pages other than Usher's own can't use this API");
        }
        if (!headers.contains(HttpHeaderNames.HOST) || namesAnother(headers)) {
            throw new ApiException(
                    ApiProblem.FORBIDDEN,
                    "without a token this API answers on loopback only: ask 127.0.0.1, or set management.token");
        }
    }

    /**
     * True if a request for another host than this machine came to a listener on loopback: a browser's, whose page's host name was made to
     * point here. Health checks may name no host at all.
     */
    public static boolean namesAnother(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        return hosts.size() > 1 || hosts.size() == 1 && !isLoopback(hosts.get(0));
    }

    /** Programs name no origin; the operator's page is one that came from the very address that is asked. */
    private static boolean isOwn(List<String> origins, String host) {
        return origins.stream().allMatch(origin -> origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /** Browsers send {@code none} for an address that the user typed, and tell other ports apart (Fetch Metadata, W3C). */
    private static boolean isOfAnotherSite(String fetchSite) {
        return !fetchSite.equals("none") && !fetchSite.equals("same-origin");
    }

    private static boolean isLoopback(String host) {
        String name = HostName.canonical(host).orElse("");
        return name.equals("localhost")
                || IpAddress.parse(name)
                        .filter(address -> LOOPBACK.stream().anyMatch(range -> range.contains(address)))
                        .isPresent();
    }
}
