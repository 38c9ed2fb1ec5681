package tv.usher.engine.cut;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.api.RequestBody;

/** The API of one media server, for as long as one attempt to cut a viewer may take. */
final class ApiClient {

    private final String base;
    private final Optional<ServerApi.Login> login;
    private final ApiCalls calls;
    private final Supplier<Duration> left;

    /**
     * @param left of the attempt's time
     */
    ApiClient(String base, Optional<ServerApi.Login> login, ApiCalls calls, Supplier<Duration> left) {
        this.base = base;
        this.login = login;
        this.calls = calls;
        this.left = left;
    }

    /** Where the API is. */
    String base() {
        return base;
    }

    Optional<ServerApi.Login> login() {
        return login;
    }

    /** With the login as HTTP Basic, if there is one. */
    CompletableFuture<BackendResponse> ask(String method, String pathAndQuery) {
        return send(method, pathAndQuery, basic(), "");
    }

    /** As {@link #ask}, with JSON. */
    CompletableFuture<BackendResponse> post(String path, String json) {
        return send("POST", path, basic(), json);
    }

    /**
     * @param json the body, empty if there is none
     */
    CompletableFuture<BackendResponse> send(String method, String pathAndQuery, List<Header> headers, String json) {
        Endpoint endpoint = Endpoint.of(URI.create(base + pathAndQuery));
        BackendRequest request =
                json.isEmpty() ? endpoint.get(QueryString.EMPTY) : endpoint.post(RequestBody.json(json));
        return calls.send(method, request.headers(headers), left.get());
    }

    static List<Header> basic(ServerApi.Login login) {
        byte[] text = (login.user() + ':' + login.password().reveal()).getBytes(StandardCharsets.UTF_8);
        return List.of(
                new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(text)));
    }

    private List<Header> basic() {
        return login.map(ApiClient::basic).orElse(List.of());
    }
}
