package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * Traefik's ForwardAuth, Caddy's {@code forward_auth} and APISIX' forward-auth: everything stands in {@code X-Forwarded-…} headers that the
 * proxy sets itself. {@code X-Real-Ip} isn't read: these proxies pass on the one that the viewer sent.
 *
 * @param byCookie a cookie identifies viewers without a token
 */
record ForwardAuth(boolean byCookie, ForwardedFor forwardedFor) implements Dialect {

    @Override
    public String name() {
        return "forward-auth";
    }

    @Override
    public DecisionRequest read(Call call) {
        String target = call.header("X-Forwarded-Uri");
        if (target.isEmpty()) {
            throw new UnreadableCall(
                    ReasonCode.CALL_INCOMPLETE, "no X-Forwarded-Uri header; is the caller a forward-auth proxy?");
        }
        ViewerUri uri = ViewerUri.parse("X-Forwarded-Uri", target);
        String host = CallParsing.same("X-Forwarded-Host", call.header("X-Forwarded-Host"));
        AccessRequest request = uri.request(call)
                .clientAddress(forwardedFor.client(call))
                .host(CallParsing.host("X-Forwarded-Host", host))
                .origin(CallParsing.originOf(call, host))
                .build();
        return new DecisionRequest(name(), call.caller(), byCookie ? EdgeCookie.read(call) : "", request);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.relayed(request, decision);
    }
}
