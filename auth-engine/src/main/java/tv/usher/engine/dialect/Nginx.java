package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * nginx {@code auth_request}, and callers that ask in the same way (ingress-nginx, HAProxy's auth-request). nginx knows 2xx, 401 and 403;
 * any other status becomes a 500 there, which is right for "could not decide".
 *
 * <p>Only headers that the documented recipes override are read: nginx passes all others on as the viewer sent them. Recipes differ, so if
 * several headers tell the same thing, they must agree.
 *
 * @param byCookie  a cookie identifies viewers without a token
 * @param maxCached for how many seconds nginx may cache an answer; 0 unless the operator has made sure that the key of its cache tells
 *     viewers apart
 */
record Nginx(boolean byCookie, ForwardedFor forwardedFor, long maxCached) implements Dialect {

    private static final Header NO_STORE = new Header("Cache-Control", "no-store");
    private static final String[] URI_HEADERS = {"X-Original-URI", "X-Original-URL", "X-Forwarded-Uri"};

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public DecisionRequest read(Call call) {
        ViewerUri uri = uri(call);
        String forwardedHost = CallParsing.same("X-Forwarded-Host", call.header("X-Forwarded-Host"));
        String origin = uri.origin().isEmpty() ? CallParsing.originOf(call, forwardedHost) : uri.origin();
        AccessRequest request = uri.request(call)
                .clientAddress(client(call))
                .host(host(uri, CallParsing.host("X-Forwarded-Host", forwardedHost)))
                .origin(origin)
                .build();
        return new DecisionRequest(name(), call.caller(), byCookie ? EdgeCookie.read(call) : "", request);
    }

    private static ViewerUri uri(Call call) {
        ViewerUri uri = null;
        for (String header : URI_HEADERS) {
            String text = call.header(header);
            if (!text.isEmpty()) {
                ViewerUri told = ViewerUri.parse(header, text);
                uri = uri == null ? told : uri.and(header, told);
            }
        }
        if (uri == null) {
            throw new UnreadableCall(
                    ReasonCode.CALL_INCOMPLETE,
                    "no X-Original-URI header; set: proxy_set_header X-Original-URI $request_uri;");
        }
        return uri;
    }

    private static String host(ViewerUri uri, String forwarded) {
        String host = CallParsing.hostOfOrigin("X-Original-URL", uri.origin());
        if (!host.isEmpty() && !forwarded.isEmpty() && !host.equals(forwarded)) {
            throw new UnreadableCall(
                    ReasonCode.CALL_AMBIGUOUS,
                    "X-Forwarded-Host tells another host than the URI; clear what the proxy doesn't set");
        }
        return host.isEmpty() ? forwarded : host;
    }

    private String client(Call call) {
        String realIp = CallParsing.address("X-Real-IP", call.header("X-Real-IP"));
        if (!realIp.isEmpty() && !forwardedFor.isProxy(realIp)) {
            return realIp;
        }
        String forwarded = forwardedFor.client(call);
        return forwarded.isEmpty() ? realIp : forwarded;
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        Reply reply = Reply.byStatus(request, decision, Redirect.X_LOCATION);
        List<Header> headers = new ArrayList<>(reply.headers());
        Decision.Pass pass = decision.pass();
        if (maxCached == 0 || pass == null || !pass.session().isNamed()) {
            headers.add(NO_STORE);
        } else {
            long seconds = Math.min(maxCached, pass.seconds());
            headers.add(new Header("Cache-Control", "max-age=" + seconds));
            headers.add(new Header("X-Accel-Expires", Long.toString(seconds)));
        }
        return new Reply(reply.status(), headers);
    }
}
