package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/** nginx-rtmp's {@code on_…} calls, by POST or GET. It goes by the first digit of the status. */
final class NginxRtmp implements Dialect {

    @Override
    public String name() {
        return "nginx-rtmp";
    }

    @Override
    public DecisionRequest read(Call call) {
        RtmpCall rtmp = RtmpCall.parse(formOf(call));
        return switch (rtmp.own().get("call")) {
            case "play", "update_play" -> about(CallKind.VIEWING, Action.PLAY, call, rtmp);
            case "publish", "update_publish" -> about(CallKind.VIEWING, Action.PUBLISH, call, rtmp);
            case "play_done" -> about(CallKind.END, Action.PLAY, call, rtmp);
            case "publish_done" -> about(CallKind.END, Action.PUBLISH, call, rtmp);
            case "done" -> about(CallKind.END, Action.PLAY, call, rtmp);
            case "connect", "disconnect", "record_done" -> notice(call);
            default ->
                throw new UnreadableCall(
                        ReasonCode.HOOK_UNKNOWN, "the call is none of nginx-rtmp's that can be answered");
        };
    }

    private static String formOf(Call call) {
        if (call.method().equals("POST")) {
            return new String(call.body(), StandardCharsets.ISO_8859_1);
        }
        return CallParsing.queryOfTarget(call.target());
    }

    private DecisionRequest about(CallKind kind, Action action, Call call, RtmpCall rtmp) {
        Fields own = rtmp.own();
        String stream = own.get("name");
        AccessRequest request = AccessRequest.builder()
                .session(own.get("clientid"))
                .channel(stream)
                .clientAddress(CallParsing.address("addr", own.get("addr")))
                .path(CallParsing.pathOfNames(own.get("app"), stream))
                .host(hostOf(own.get("tcurl")))
                .userAgent(own.get("flashver"))
                .referer(own.get("pageurl"))
                .query(ViewerQuery.marked(rtmp.viewer()))
                .action(action)
                .protocol("rtmp")
                .build();
        return new DecisionRequest(kind, name(), call.caller(), "", request);
    }

    private static String hostOf(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return "";
        }
        String rest = url.substring(authority + 3);
        int end = rest.indexOf('/');
        return CallParsing.host("tcurl", end < 0 ? rest : rest.substring(0, end));
    }

    private DecisionRequest notice(Call call) {
        return DecisionRequest.notice(name(), call.caller());
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.byStatus(request, decision);
    }
}
