package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;
import tv.usher.api.Secret;

/**
 * MediaMTX, by {@code POST /v3/rtmpconns/kick/{id}} and the like. An RTSP viewer is asked about twice, first by the id of a connection and then
 * by that of a session; only sessions can be cut.
 *
 * <p>MediaMTX may ask Usher itself whether it has to obey. Where the file names no login, Usher shows one that it knows again.
 */
public final class MediamtxCutter implements Cutter {

    private static final String OWN_USER = "usher";
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** What the API calls connections, by protocol; with TLS they have another name, which the question doesn't tell. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "rtsp", List.of("rtspsessions", "rtspssessions"),
            "rtmp", List.of("rtmpconns", "rtmpsconns"),
            "srt", List.of("srtconns"),
            "webrtc", List.of("webrtcsessions"),
            "hls", List.of("hlssessions"),
            "moq", List.of("moqsessions"));

    private static final List<String> RTSP_CONNECTIONS = List.of("rtspconns", "rtspsconns");

    private static final CutResult NOT_THERE = CutResult.failed(404);

    private final Supplier<Secret> ownPassword;

    /**
     * @param ownPassword nobody but Usher has it
     */
    MediamtxCutter(Supplier<Secret> ownPassword) {
        this.ownPassword = ownPassword;
    }

    /**
     * Of a question's fields; empty if it tells none that could be cut.
     */
    public static String connection(String protocol, String id) {
        return KINDS.containsKey(protocol) && UUID.matcher(id).matches() ? protocol + ' ' + id : "";
    }

    /** True if MediaMTX asks whether it has to obey Usher. */
    public static boolean isUsher(String user, Secret password, MediaServers servers, Supplier<Secret> ownPassword) {
        return !servers.isEmpty()
                && (servers.knows(user, password) || user.equals(OWN_USER) && password.equals(ownPassword.get()));
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        String[] parts = connection.split(" ", 2);
        return kick(api, KINDS.getOrDefault(parts[0], List.of()), 0, parts[1], NOT_THERE)
                .thenCompose(result -> result.kind() == CutResult.Kind.GONE && parts[0].equals("rtsp")
                        ? kickSessionOf(api, 0, parts[1])
                        : CompletableFuture.completedFuture(result));
    }

    /**
     * @param unlessFound the result if none of the other kinds has it either
     */
    private CompletableFuture<CutResult> kick(
            ApiClient api, List<String> kinds, int kind, String id, CutResult unlessFound) {
        if (kind == kinds.size()) {
            return CompletableFuture.completedFuture(unlessFound);
        }
        return ask(api, "POST", "/v3/" + kinds.get(kind) + "/kick/" + id).thenCompose(answer -> {
            if (answer.status() == 404) {
                return kick(api, kinds, kind + 1, id, isOwnWord(answer) ? CutResult.GONE : unlessFound);
            }
            return CompletableFuture.completedFuture(CutResult.byStatus(answer));
        });
    }

    /**
     * True if MediaMTX itself says that it has no such connection. For a protocol that is switched off it says 404 without JSON, as another web
     * server does at a wrong address: if none of the kinds has JSON, nobody has looked for the viewer.
     */
    private static boolean isOwnWord(BackendResponse notFound) {
        return ApiJson.read(notFound.body()).path("error").isTextual();
    }

    /** Only after MediaMTX itself has said that it has no session of that id. */
    private CompletableFuture<CutResult> kickSessionOf(ApiClient api, int kind, String connection) {
        if (kind == RTSP_CONNECTIONS.size()) {
            return CompletableFuture.completedFuture(CutResult.GONE);
        }
        return ask(api, "GET", "/v3/" + RTSP_CONNECTIONS.get(kind) + "/get/" + connection)
                .thenCompose(answer -> {
                    if (answer.status() == 404) {
                        return kickSessionOf(api, kind + 1, connection);
                    }
                    JsonNode session = ApiJson.read(answer.body()).path("session");
                    if (!CutResult.isGood(answer) || !session.isTextual()) {
                        return CompletableFuture.completedFuture(
                                CutResult.isGood(answer) ? CutResult.GONE : CutResult.failed(answer.status()));
                    }
                    return UUID.matcher(session.textValue()).matches()
                            ? kick(
                                    api,
                                    KINDS.getOrDefault("rtsp", List.of()),
                                    kind,
                                    session.textValue(),
                                    CutResult.GONE)
                            : CompletableFuture.completedFuture(CutResult.strange());
                });
    }

    private CompletableFuture<BackendResponse> ask(ApiClient api, String method, String path) {
        return api.login().isPresent()
                ? api.ask(method, path)
                : api.send(method, path, ApiClient.basic(new ServerApi.Login(OWN_USER, ownPassword.get())), "");
    }
}
