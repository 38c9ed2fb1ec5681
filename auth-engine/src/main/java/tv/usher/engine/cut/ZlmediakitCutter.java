package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/**
 * ZLMediaKit, by {@code /index/api/kick_session}. The id that it tells is useless for HLS, WebRTC and SRT. Its secret travels in a header, so that
 * it stands in no access log. Ids begin again when it does, and somebody else has that one then; so it is asked first whether the connection with
 * that id has the viewer's address.
 */
public final class ZlmediakitCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern CONNECTION = Pattern.compile("(" + ID + ")(?: (" + ADDRESS + "))?");
    private static final Set<String> OTHER_CONNECTIONS = Set.of("hls", "hls.fmp4", "rtc", "webrtc", "srt");
    private static final int NO_SUCH_SESSION = -1;
    private static final int WRONG_SECRET = -100;

    /**
     * Of a question's fields; empty if it tells none that could be cut.
     *
     * @param address as it came
     */
    public static String connection(String schema, String id, String address) {
        String from = ADDRESS.matcher(address).matches() ? ' ' + address : "";
        return ID.matcher(id).matches() && !OTHER_CONNECTIONS.contains(schema) ? id + from : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        Matcher parts = CONNECTION.matcher(connection);
        if (!parts.matches()) {
            return CompletableFuture.completedFuture(CutResult.strange());
        }
        String id = parts.group(1);
        String address = parts.group(2);
        if (address == null) { // as a former release has kept it
            return kick(api, id);
        }
        return ask(api, "getAllSession?peer_ip=" + address).thenCompose(answer -> {
            CutResult heard = CutResult.byCode(answer, ZlmediakitCutter::meaning);
            if (heard.kind() != CutResult.Kind.CUT) {
                return CompletableFuture.completedFuture(heard);
            }
            return isThere(answer, id, address) ? kick(api, id) : CompletableFuture.completedFuture(CutResult.GONE);
        });
    }

    private static boolean isThere(BackendResponse answer, String id, String address) {
        for (JsonNode session : ApiJson.read(answer.body()).path("data")) {
            if (session.path("id").asText().equals(id)
                    && session.path("peer_ip").asText().equals(address)) {
                return true;
            }
        }
        return false;
    }

    private static CompletableFuture<CutResult> kick(ApiClient api, String id) {
        return ask(api, "kick_session?id=" + id)
                .thenApply(answer -> CutResult.byCode(answer, ZlmediakitCutter::meaning));
    }

    private static CompletableFuture<BackendResponse> ask(ApiClient api, String question) {
        List<Header> secret = api.login()
                .map(login -> List.of(new Header("secret", login.password().reveal())))
                .orElse(List.of());
        return api.send("GET", "/index/api/" + question, secret, "");
    }

    private static CutResult meaning(int code) {
        return switch (code) {
            case 0 -> CutResult.CUT;
            case NO_SUCH_SESSION -> CutResult.GONE;
            case WRONG_SECRET -> CutResult.failed(401);
            default -> new CutResult(CutResult.Kind.FAILED, "ZLMediaKit answered code " + code);
        };
    }
}
