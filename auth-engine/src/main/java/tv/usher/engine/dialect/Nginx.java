package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;

/**
 * nginx {@code auth_request}, and who asks in its manner (ingress-nginx, HAProxy's auth-request). nginx knows 2xx, 401 and 403; it
 * makes a 500 of everything else, which is what "could not decide" should look like there.
 *
 * <p>Only headers that the documented recipe overrides are read: nginx passes all others on as the viewer sent them.
 */
final class Nginx implements Dialect {

    private static final String[] URI_HEADERS = {"X-Original-URI", "X-Original-URL", "X-Forwarded-Uri"};

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public AccessRequest read(Call call) {
        for (String header : URI_HEADERS) {
            String uri = call.header(header);
            if (!uri.isEmpty()) {
                return read(call, header, uri);
            }
        }
        throw new UnreadableCall("no X-Original-URI header; set: proxy_set_header X-Original-URI $request_uri;");
    }

    private static AccessRequest read(Call call, String header, String text) {
        ViewerUri uri = ViewerUri.parse(header, text);
        String hostHeader = call.header("X-Forwarded-Host");
        String origin = hostHeader.isEmpty()
                ? ViewerUri.originOf(text)
                : Facts.origin("X-Forwarded-Proto", call.header("X-Forwarded-Proto"), hostHeader);
        return AccessRequest.builder()
                .clientAddress(client(call))
                .path(uri.path())
                .host(
                        hostHeader.isEmpty()
                                ? Facts.hostOfOrigin(header, origin)
                                : Facts.host("X-Forwarded-Host", hostHeader))
                .origin(origin)
                .userAgent(call.header("User-Agent"))
                .query(uri.query())
                .build();
    }

    private static String client(Call call) {
        String realIp = call.header("X-Real-IP");
        return realIp.isEmpty() ? ForwardedFor.client(call) : Facts.address("X-Real-IP", realIp);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return StatusReply.of(request, decision);
    }
}
