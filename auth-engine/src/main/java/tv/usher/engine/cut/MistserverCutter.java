package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;
import tv.usher.engine.util.Hash;

/**
 * MistServer, by the command {@code stop_sessid}. It tells nobody whether a command did anything. From elsewhere than its own machine it wants a
 * login, which answers a challenge.
 */
public final class MistserverCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_=-]{1,128}");

    /** Of the session id that {@code USER_NEW} tells; empty if that is none that could be cut. */
    public static String connection(String sessionId) {
        return ID.matcher(sessionId).matches() ? sessionId : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        ObjectNode command = ApiJson.object().put("stop_sessid", connection);
        return command(api, command).thenCompose(answer -> {
            JsonNode authorize = ApiJson.read(answer.body()).path("authorize");
            String challenge = authorize.path("challenge").asText();
            boolean asksForLogin = CutResult.isGood(answer)
                    && authorize.path("status").asText().equals("CHALL");
            if (!asksForLogin || api.login().isEmpty()) {
                return CompletableFuture.completedFuture(result(answer));
            }
            ServerApi.Login login = api.login().get();
            ObjectNode proof = ApiJson.object()
                    .put("username", login.user())
                    .put("password", proof(login.password().reveal(), challenge));
            return command(api, command.deepCopy().set("authorize", proof)).thenApply(MistserverCutter::result);
        });
    }

    private static CompletableFuture<BackendResponse> command(ApiClient api, JsonNode command) {
        return api.send("POST", "/api", List.of(), command.toString());
    }

    private static CutResult result(BackendResponse answer) {
        if (!CutResult.isGood(answer)) {
            return CutResult.failed(answer.status());
        }
        JsonNode said = ApiJson.read(answer.body());
        if (!said.isObject()) {
            return CutResult.strange();
        }
        return switch (said.path("authorize").path("status").asText("")) {
            case "", "OK" -> CutResult.CUT;
            case "NOACC" ->
                new CutResult(CutResult.Kind.FAILED, "MistServer has no account yet: whoever asks may make one");
            default -> CutResult.failed(401);
        };
    }

    /** What shows that one has the password, without telling it. */
    static String proof(String password, String challenge) {
        return Hash.MD5.hex(Hash.MD5.hex(password) + challenge);
    }
}
