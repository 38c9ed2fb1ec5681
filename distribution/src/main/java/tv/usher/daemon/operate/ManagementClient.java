package tv.usher.daemon.operate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Secret;
import tv.usher.daemon.cli.Environment;
import tv.usher.daemon.cli.Reachable;
import tv.usher.daemon.cli.TlsToDaemon;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.HostPort;

/** Asks the API of the daemon that runs with the same configuration file. */
public final class ManagementClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String NO_SUCH_BACKEND = "no-such-backend";

    private final Path file;
    private final HostPort address;
    private final Optional<Secret> token;
    private final String scheme;
    private final HttpClient http;

    private ManagementClient(Path file, HostPort address, Optional<Secret> token, Optional<SSLContext> tls) {
        this.file = file;
        this.address = address;
        this.token = token;
        this.scheme = tls.isPresent() ? "https" : "http";
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(tls.orElseGet(ManagementClient::withoutAuthorities))
                .build();
    }

    /**
     * @throws ConfigException if the file's part about management is wrong, or doesn't tell where the daemon listens
     */
    public static ManagementClient of(Path file) throws ConfigException {
        ManagementSettings settings = new ConfigLoader(Map.of(), "", Environment.of(file)).loadManagement(file);
        HostPort address = Reachable.from(settings.listen(), "management.listen", file);
        Optional<SSLContext> tls = TlsToDaemon.of(settings.tls(), "management.", file);
        return new ManagementClient(file, address, settings.token(), tls);
    }

    /** Who sits at the terminal, for the daemon's log and the list of bans; also behind sudo. */
    private static String operator() {
        String behindSudo = System.getenv("SUDO_USER");
        String name = behindSudo != null ? behindSudo : System.getProperty("user.name", "");
        return name.matches("[\\w.@-]{1,64}") ? name : "";
    }

    /** Without TLS none is needed, and reading the authorities that Java trusts would take a third of a second. */
    private static SSLContext withoutAuthorities() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What the API answers.
     *
     * @param text as it came
     * @param json the same, an empty object if there is no body
     */
    public record ApiAnswer(String text, JsonNode json) {}

    /**
     * @param method GET, POST or DELETE
     * @param target below {@code /api}, encoded
     * @param proof  what an answer of Usher has, empty if it has no body; another program may listen there
     * @throws WrongArguments if the API can't understand what is asked
     * @throws Answered       if an Usher is there and refuses
     * @throws IOException    if the daemon isn't there or refuses; the message is for operators
     */
    public ApiAnswer ask(String method, String target, String proof) throws IOException, InterruptedException {
        return ask(method, target, HttpRequest.BodyPublishers.noBody(), proof);
    }

    /** As {@link #ask}, by POST. */
    ApiAnswer post(String target, JsonNode body, String proof) throws IOException, InterruptedException {
        return ask("POST", target, HttpRequest.BodyPublishers.ofString(body.toString()), proof);
    }

    private ApiAnswer ask(String method, String target, HttpRequest.BodyPublisher sent, String proof)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + address + "/api" + target))
                .timeout(TIMEOUT)
                .header("X-Usher-Client", "command-line")
                .header("X-Usher-Operator", operator())
                .method(method, sent);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<String> response = send(request.build());
        JsonNode body = read(response.body());
        if (response.statusCode() == 400 || body.path("reason").asText().equals(NO_SUCH_BACKEND)) {
            throw new WrongArguments(sentence(body));
        }
        if (response.statusCode() == 409) {
            throw new Refused(sentence(body));
        }
        if (response.statusCode() == 401
                && token.isPresent()
                && isSame(body.path("configuration").asText())) {
            throw new Answered("the running daemon has another management.token than " + file
                    + " has now: a restart takes over a changed one");
        }
        if (response.statusCode() >= 400) {
            String sentence = sentence(body);
            throw body.path("reason").isTextual() ? new Answered(sentence) : new IOException(sentence);
        }
        if (response.statusCode() != (proof.isEmpty() ? 204 : 200) || !proof.isEmpty() && !body.has(proof)) {
            throw notUsher(null);
        }
        return new ApiAnswer(response.body(), body);
    }

    /** What the command was told makes no sense to the API. */
    public static final class WrongArguments extends IOException {

        private static final long serialVersionUID = 1;

        WrongArguments(String message) {
            super(message);
        }
    }

    /** An Usher is there and has told why it doesn't do that: it wants another token, say, or is busy. */
    static sealed class Answered extends IOException permits Refused {

        private static final long serialVersionUID = 1;

        Answered(String message) {
            super(message);
        }
    }

    /** The daemon understood, but what is in force doesn't allow it. */
    static final class Refused extends Answered {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (SSLException e) {
            throw new IOException(
                    "no TLS with what listens on " + address + " (management.listen of " + file + "): "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "no daemon answers on " + address + " (management.listen of " + file + "): is it running?", e);
        }
    }

    private JsonNode read(String body) throws IOException {
        try {
            return JsonMapper.builder().build().readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException e) {
            throw notUsher(e);
        }
    }

    private String sentence(JsonNode body) throws IOException {
        if (!body.path("error").isTextual()) {
            throw notUsher(null);
        }
        String daemons = body.path("configuration").asText();
        String other = daemons.isEmpty() || isSame(daemons) ? "" : "; the daemon runs with " + daemons;
        return body.get("error").textValue() + other;
    }

    /** True also for a link to the daemon's file. */
    boolean isSame(String daemons) {
        try {
            return Files.isSameFile(file, Path.of(daemons));
        } catch (IOException | InvalidPathException e) {
            return file.toAbsolutePath().normalize().toString().equals(daemons);
        }
    }

    private IOException notUsher(@Nullable Exception cause) {
        return new IOException(
                "what listens on " + address + " (management.listen of " + file + ") is no Usher of this version",
                cause);
    }
}
