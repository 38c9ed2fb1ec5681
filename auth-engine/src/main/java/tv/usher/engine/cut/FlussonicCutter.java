package tv.usher.engine.cut;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;

/** Flussonic from version 21 on, by {@code DELETE /streamer/api/v3/sessions/{id}}. */
public final class FlussonicCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Of a question's {@code session_id}; empty if that is none that could be cut. */
    public static String connection(String sessionId) {
        return ID.matcher(sessionId).matches() ? sessionId : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        return api.ask("DELETE", "/streamer/api/v3/sessions/" + connection).thenApply(answer -> {
            if (hasNoSuchSession(answer)) {
                return CutResult.GONE;
            }
            return CutResult.byStatus(answer);
        });
    }

    /** In Flussonic's own words. The status alone isn't enough: at a wrong address another web server says 404 too. */
    private static boolean hasNoSuchSession(BackendResponse answer) {
        return answer.status() == 404
                && ApiJson.read(answer.body()).path("errors").isArray();
    }
}
