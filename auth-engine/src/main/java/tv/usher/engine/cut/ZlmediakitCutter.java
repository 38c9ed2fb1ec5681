package tv.usher.engine.cut;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tv.usher.api.Header;

/**
 * ZLMediaKit, by {@code /index/api/kick_session}. The id that it tells is useless for HLS, WebRTC and SRT. Its secret travels in a header, so that
 * it stands in no access log.
 */
public final class ZlmediakitCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");
    private static final Set<String> OTHER_CONNECTIONS = Set.of("hls", "hls.fmp4", "rtc", "webrtc", "srt");
    private static final int NO_SUCH_SESSION = -1;
    private static final int WRONG_SECRET = -100;

    /** Of a question's fields; empty if it tells none that could be cut. */
    public static String connection(String schema, String id) {
        return ID.matcher(id).matches() && !OTHER_CONNECTIONS.contains(schema) ? id : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        List<Header> secret = api.login()
                .map(login -> List.of(new Header("secret", login.password().reveal())))
                .orElse(List.of());
        return api.send("GET", "/index/api/kick_session?id=" + connection, secret, "")
                .thenApply(answer -> CutResult.byCode(answer, ZlmediakitCutter::meaning));
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
