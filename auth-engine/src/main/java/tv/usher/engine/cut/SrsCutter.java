package tv.usher.engine.cut;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * SRS, by {@code DELETE /api/v1/clients/{id}}. It answers 200 whatever happens; the code in the body counts. A viewer may choose the id of an HLS
 * session, so its shape is checked.
 */
public final class SrsCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int NO_SUCH_CLIENT = 2049;
    private static final int NOTHING_TO_END =
            400; // before 5.0.139 of HLS, and while SRS waits for the answer of its hook

    /** Of a question's {@code client_id}; empty if that is none that could be cut. */
    public static String connection(String clientId) {
        return ID.matcher(clientId).matches() ? clientId : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        return api.ask("DELETE", "/api/v1/clients/" + connection)
                .thenApply(answer -> CutResult.byCode(answer, SrsCutter::meaning));
    }

    private static CutResult meaning(int code) {
        return switch (code) {
            case 0 -> CutResult.CUT;
            case NO_SUCH_CLIENT -> CutResult.GONE;
            case NOTHING_TO_END ->
                new CutResult(CutResult.Kind.FAILED_NOW, "SRS answered code 400; before 5.0.139 it can't cut HLS");
            default -> new CutResult(CutResult.Kind.FAILED, "SRS answered code " + code);
        };
    }
}
