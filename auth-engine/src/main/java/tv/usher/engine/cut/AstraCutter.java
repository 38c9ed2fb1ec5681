package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Astra, by {@code POST /control/} as an administrator: first the list of sessions, then {@code close-session}. That {@code X-Session-ID} is the
 * list's {@code client_id} is nowhere promised. So without such an entry the one of that channel and address counts, unless there are several:
 * then nobody is cut, since it may be a neighbour.
 */
public final class AstraCutter implements Cutter {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern CONNECTION = Pattern.compile("([^ ]+) ([^ ]+) ([^ ]+)");

    /** Of a question's headers; empty if they tell none that could be cut, as Alta's, which has no API for that. */
    public static String connection(String sessionId, String channelId, String address) {
        boolean told = WORD.matcher(sessionId).matches()
                && WORD.matcher(channelId).matches()
                && WORD.matcher(address).matches();
        return told ? sessionId + ' ' + channelId + ' ' + address : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection) {
        Matcher parts = CONNECTION.matcher(connection);
        if (!parts.matches()) {
            return CompletableFuture.completedFuture(CutResult.strange());
        }
        return command(api, ApiJson.object().put("cmd", "sessions")).thenCompose(answer -> {
            JsonNode sessions = ApiJson.read(answer.body()).path("sessions");
            if (!answer.isGood() || !sessions.isArray()) {
                return CompletableFuture.completedFuture(
                        answer.isGood() ? CutResult.strange() : CutResult.failed(answer.status()));
            }
            return close(api, idsIn(sessions, parts.group(1), parts.group(2), parts.group(3)));
        });
    }

    /** As the list has them: they were numbers once, and are texts now. */
    private static List<JsonNode> idsIn(JsonNode sessions, String id, String channel, String address) {
        List<JsonNode> there = new ArrayList<>();
        for (JsonNode session : sessions) {
            JsonNode its = session.path("client_id");
            if (its.asText().equals(id)) {
                return List.of(its);
            }
            if (session.path("channel_id").asText().equals(channel)
                    && session.path("addr").asText().equals(address)) {
                there.add(its);
            }
        }
        return there;
    }

    private static CompletableFuture<CutResult> close(ApiClient api, List<JsonNode> ids) {
        if (ids.size() != 1) {
            return CompletableFuture.completedFuture(
                    ids.isEmpty()
                            ? CutResult.GONE
                            : new CutResult(
                                    CutResult.Kind.FAILED,
                                    "several viewers of this channel have this address, and none of them the id that Astra told"));
        }
        ObjectNode command = ApiJson.object().put("cmd", "close-session");
        return command(api, command.set("id", ids.get(0)))
                .thenApply(answer -> answer.isGood() ? CutResult.CUT : CutResult.failed(answer.status()));
    }

    private static CompletableFuture<ApiCalls.Answer> command(ApiClient api, JsonNode command) {
        return api.post("/control/", command.toString());
    }
}
