package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;

/**
 * Traefik's ForwardAuth, Caddy's {@code forward_auth} and APISIX' forward-auth: everything stands in {@code X-Forwarded-…} headers that
 * the proxy sets itself. {@code X-Real-Ip} is not read: these proxies pass on the viewer's own.
 */
final class ForwardAuth implements Dialect {

    private final boolean byCookie;

    /**
     * @param byCookie viewers without a token are known by a cookie
     */
    ForwardAuth(boolean byCookie) {
        this.byCookie = byCookie;
    }

    @Override
    public String name() {
        return "forward-auth";
    }

    @Override
    public AccessRequest read(Call call) {
        String target = call.header("X-Forwarded-Uri");
        if (target.isEmpty()) {
            throw new UnreadableCall("no X-Forwarded-Uri header; is the caller a forward-auth proxy?");
        }
        ViewerUri uri = ViewerUri.parse("X-Forwarded-Uri", target);
        String host = call.header("X-Forwarded-Host");
        return AccessRequest.builder()
                .clientAddress(ForwardedFor.client(call))
                .path(uri.path())
                .host(Facts.host("X-Forwarded-Host", host))
                .origin(Facts.origin("X-Forwarded-Proto", call.header("X-Forwarded-Proto"), host))
                .userAgent(call.header("User-Agent"))
                .referer(call.header("Referer"))
                .query(uri.query())
                .build();
    }

    @Override
    public String cookie(Call call) {
        return byCookie ? EdgeCookie.read(call) : "";
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return StatusReply.of(request, decision);
    }
}
