package tv.usher.engine.dialect;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Secret;
import tv.usher.engine.cut.MediaServers;
import tv.usher.engine.cut.MediamtxCutter;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * MediaMTX with {@code authMethod: http}. Told to cut a viewer, it asks whether it has to obey. It asks twice about one RTSP viewing and gives each call another {@code id}, so the id doesn't
 * identify a viewing.
 */
final class Mediamtx implements Dialect {

    private static final Reply CREDENTIALS_COULD_HELP = Reply.of(401);

    private final Set<String> allowedActions;
    private final MediaServers servers;
    private final Supplier<Secret> ownPassword;

    /**
     * @param ownPassword nobody but Usher has it
     */
    Mediamtx(MediamtxSettings settings, Supplier<Secret> ownPassword) {
        this.servers = settings.mediaServers();
        this.ownPassword = ownPassword;
        this.allowedActions = settings.allowActions().stream()
                .map(MediamtxSettings.OwnAction::word)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "mediamtx";
    }

    @Override
    public DecisionRequest read(Call call) {
        JsonFields json = JsonFields.parse(call.body());
        String action = json.get("action");
        return switch (action) {
            case "publish" -> decisionRequest(call, json, Action.PUBLISH);
            case "read", "playback" -> decisionRequest(call, json, Action.PLAY);
            default -> notice(call, action, json);
        };
    }

    private DecisionRequest decisionRequest(Call call, JsonFields json, Action action) {
        String path = json.get("path");
        // Versions before April 2026 leave a token there that a player sends as its password.
        String token = json.get("token").isEmpty() ? json.get("password") : json.get("token");
        AccessRequest request = AccessRequest.builder()
                .channel(path)
                .clientAddress(CallParsing.address("ip", json.get("ip")))
                .path(CallParsing.pathOfName("path", path))
                .userAgent(CallParsing.agent(json.get("userAgent")))
                .query(ViewerQuery.with(token, ViewerQuery.marked(json.get("query"))))
                .action(action)
                .protocol(json.get("protocol"))
                .build();
        DecisionRequest asked = new DecisionRequest(CallKind.VIEWING, name(), call.caller(), "", request);
        return servers.isEmpty()
                ? asked
                : asked.connectedBy(MediamtxCutter.connection(json.get("protocol"), json.get("id")));
    }

    /** Actions on MediaMTX itself, which no backend can judge. */
    private DecisionRequest notice(Call call, String action, JsonFields json) {
        if (!allowedActions.contains(action) && !isUsher(action, json)) {
            throw new UnreadableCall(
                    ReasonCode.HOOK_UNKNOWN,
                    "the action is none of publish, read and playback, nor among allow-actions");
        }
        return DecisionRequest.notice(name(), call.caller());
    }

    /** It obeys Usher only if Usher says so. */
    private boolean isUsher(String action, JsonFields json) {
        return action.equals(MediamtxSettings.OwnAction.API.word())
                && MediamtxCutter.isUsher(json.get("user"), Secret.of(json.get("password")), servers, ownPassword);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        boolean withoutCredentials = decision.answer() == Answer.DENY && !ViewerQuery.hasToken(request.query());
        return withoutCredentials ? CREDENTIALS_COULD_HELP : Reply.byStatus(request, decision);
    }
}
