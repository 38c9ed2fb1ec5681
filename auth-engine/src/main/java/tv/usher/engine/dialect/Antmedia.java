package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.QueryString;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * Ant Media's {@code webhookPlayAuthUrl} and {@code webhookAuthenticateURL}. Exactly 200 allows. A call doesn't tell which of the two it
 * is, so each has a path of its own; else a publisher could pass for a viewer. A call doesn't tell the viewer's address.
 */
final class Antmedia implements Dialect {

    static final String PREFIX = "/antmedia";

    @Override
    public String name() {
        return "antmedia";
    }

    @Override
    public DecisionRequest read(Call call) {
        return switch (CallParsing.pathOfTarget(call.target())) {
            case PREFIX + "/play" -> about(Action.PLAY, call);
            case PREFIX + "/publish" -> about(Action.PUBLISH, call);
            default ->
                throw new UnreadableCall(
                        ReasonCode.CALL_INCOMPLETE,
                        "playing or publishing? Set " + PREFIX + "/play and " + PREFIX + "/publish");
        };
    }

    private DecisionRequest about(Action action, Call call) {
        JsonFields json = JsonFields.parse(call.body());
        String stream = json.get("streamId");
        AccessRequest request = AccessRequest.builder()
                .channel(stream)
                .path(CallParsing.pathOfNames(json.get("appName"), stream))
                .query(ViewerQuery.with(json.get("token"), QueryString.EMPTY))
                .action(action)
                .build();
        return new DecisionRequest(CallKind.VIEWING, name(), call.caller(), "", request);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.byStatus(request, decision);
    }
}
