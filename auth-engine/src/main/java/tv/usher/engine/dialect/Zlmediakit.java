package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.cut.ZlmediakitCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * The web hooks of ZLMediaKit, which reads status and body. A call doesn't tell which hook it is, so each hook has a path of its own; else
 * a publisher could pass for a viewer.
 */
final class Zlmediakit implements Dialect {

    static final String PREFIX = "/zlmediakit";

    private final boolean cuts;

    /**
     * @param cuts true if it can be told to cut a viewer
     */
    Zlmediakit(boolean cuts) {
        this.cuts = cuts;
    }

    @Override
    public String name() {
        return "zlmediakit";
    }

    @Override
    public DecisionRequest read(Call call) {
        return switch (CallParsing.pathOfTarget(call.target())) {
            case PREFIX + "/on_play" -> about(CallKind.VIEWING, Action.PLAY, call);
            case PREFIX + "/on_publish" -> about(CallKind.VIEWING, Action.PUBLISH, call);
            case PREFIX + "/on_flow_report" -> about(CallKind.END, Action.PLAY, call);
            default ->
                throw new UnreadableCall(
                        ReasonCode.CALL_INCOMPLETE,
                        "which hook is it? Set " + PREFIX + "/on_play, " + PREFIX + "/on_publish and " + PREFIX
                                + "/on_flow_report");
        };
    }

    private DecisionRequest about(CallKind kind, Action action, Call call) {
        JsonFields json = JsonFields.parse(call.body());
        String stream = json.get("stream");
        AccessRequest request = AccessRequest.builder()
                .session(json.get("id"))
                .channel(stream)
                .clientAddress(CallParsing.address("ip", json.get("ip")))
                .path(CallParsing.pathOfNames(json.get("app"), stream))
                .host(VirtualHost.host(json))
                .query(ViewerQuery.marked(json.get("params")))
                .action(action)
                .protocol(json.get("schema"))
                .build();
        DecisionRequest asked = new DecisionRequest(kind, name(), call.caller(), "", request);
        return cuts
                ? asked.connectedBy(ZlmediakitCutter.connection(json.get("schema"), json.get("id"), json.get("ip")))
                : asked;
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return CodeReply.of(request, decision);
    }

    @Override
    public Reply heard() {
        return CodeReply.HEARD;
    }
}
