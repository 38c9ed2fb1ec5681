package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * Envoy's {@code ext_authz} over HTTP with {@code path_prefix: /envoy}: the viewer's path and query follow the prefix. Exactly 200 allows
 * there, and a 5xx is a failure, for which {@code failure_mode_allow} and {@code status_on_error} count.
 *
 * @param byCookie a cookie identifies viewers without a token
 */
record Envoy(boolean byCookie, ForwardedFor forwardedFor) implements Dialect {

    static final String PREFIX = "/envoy";

    @Override
    public String name() {
        return "envoy";
    }

    @Override
    public DecisionRequest read(Call call) {
        String target = call.target().substring(PREFIX.length());
        if (!target.startsWith("/")) {
            throw new UnreadableCall(
                    ReasonCode.CALL_INCOMPLETE, "no path after " + PREFIX + "; set: path_prefix: " + PREFIX);
        }
        if (call.lastHeader("X-Forwarded-For").isEmpty()) {
            throw new UnreadableCall(
                    ReasonCode.CALL_INCOMPLETE, "no X-Forwarded-For header; name it in Envoy's allowed_headers");
        }
        ViewerUri uri = ViewerUri.parse("the path after " + PREFIX, target);
        String host = call.header("Host");
        AccessRequest request = uri.request(call)
                .clientAddress(forwardedFor.clientBefore(call.caller(), call))
                .host(CallParsing.host("Host", host))
                .origin(CallParsing.originOf(call, host))
                .build();
        return new DecisionRequest(name(), call.caller(), byCookie ? EdgeCookie.read(call) : "", request);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.relayed(request, decision);
    }
}
