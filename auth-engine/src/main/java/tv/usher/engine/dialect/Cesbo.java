package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.cut.AstraCutter;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;

/**
 * Astra's "HTTP Request" and Alta's "HTTP Backend": the viewer's query is the call's own query, everything else stands in headers.
 * Astra sends {@code X-Channel-ID} and {@code X-Real-Host}, Alta {@code X-Real-Origin}.
 */
final class Cesbo implements Dialect {

    private final Redirect redirect;
    private final boolean cuts;

    /**
     * @param cuts true if an Astra can be told to cut a viewer
     */
    Cesbo(Redirect redirect, boolean cuts) {
        this.redirect = redirect;
        this.cuts = cuts;
    }

    @Override
    public String name() {
        return "cesbo";
    }

    @Override
    public DecisionRequest read(Call call) {
        String target = call.target();
        int question = target.indexOf('?');
        String origin = call.header("X-Real-Origin");
        String host = call.header("X-Real-Host");
        String originHost = CallParsing.hostOfOrigin("X-Real-Origin", origin);
        AccessRequest request = AccessRequest.builder()
                .session(call.header("X-Session-Id"))
                .channel(call.header("X-Channel-Id"))
                .clientAddress(CallParsing.address("X-Real-Ip", call.header("X-Real-Ip")))
                .path(CallParsing.path("X-Real-Path", call.header("X-Real-Path")))
                .host(host.isEmpty() ? originHost : CallParsing.host("X-Real-Host", host))
                .origin(origin)
                .userAgent(CallParsing.agent(call.header("X-Real-Ua")))
                .query(question < 0 ? "" : target.substring(question + 1))
                .build();
        DecisionRequest asked = new DecisionRequest(name(), call.caller(), "", request);
        return cuts
                ? asked.connectedBy(
                        AstraCutter.connection(request.session(), request.channel(), request.clientAddress()))
                : asked;
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.byStatus(request, decision, redirect);
    }
}
