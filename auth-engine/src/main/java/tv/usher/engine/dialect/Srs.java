package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/** The {@code http_hooks} of SRS, which reads status and body. {@code client_id} was a number before version 4. */
final class Srs implements Dialect {

    @Override
    public String name() {
        return "srs";
    }

    @Override
    public DecisionRequest read(Call call) {
        JsonFields json = JsonFields.parse(call.body());
        return switch (json.get("action")) {
            case "on_play" -> about(CallKind.VIEWING, Action.PLAY, call, json);
            case "on_publish" -> about(CallKind.VIEWING, Action.PUBLISH, call, json);
            case "on_stop" -> about(CallKind.END, Action.PLAY, call, json);
            case "on_unpublish" -> about(CallKind.END, Action.PUBLISH, call, json);
            case "on_close" -> closed(call, json);
            case "on_connect", "on_dvr", "on_hls", "on_hls_notify" -> notice(call);
            default ->
                throw new UnreadableCall(ReasonCode.HOOK_UNKNOWN, "the action is no hook of SRS that can be answered");
        };
    }

    private DecisionRequest about(CallKind kind, Action action, Call call, Fields fields) {
        String stream = fields.get("stream");
        AccessRequest request = AccessRequest.builder()
                .session(fields.get("client_id"))
                .channel(stream)
                .clientAddress(CallParsing.address("ip", fields.get("ip")))
                .path(CallParsing.pathOfNames(fields.get("app"), stream))
                .host(VirtualHost.host(fields))
                .referer(fields.get("pageUrl"))
                .query(ViewerQuery.marked(fields.get("param")))
                .action(action)
                .build();
        return new DecisionRequest(kind, name(), call.caller(), "", request);
    }

    /** The end of a connection. Most versions don't tell its stream; {@code on_stop} has told it before. */
    private DecisionRequest closed(Call call, Fields fields) {
        return fields.get("stream").isEmpty() ? notice(call) : about(CallKind.END, Action.PLAY, call, fields);
    }

    private DecisionRequest notice(Call call) {
        return DecisionRequest.notice(name(), call.caller());
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
