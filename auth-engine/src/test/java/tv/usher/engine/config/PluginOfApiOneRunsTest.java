package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Location;
import tv.usher.api.QueryString;
import tv.usher.api.Reason;
import tv.usher.api.RequestBody;
import tv.usher.api.Verdict;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/**
 * {@code ticket-1.0.jar} was compiled against API 1.0 and is never compiled again: what it uses, which is all that there is for plugins,
 * is still there and means the same. Its source lies beside it.
 */
class PluginOfApiOneRunsTest {

    private static final String JAR = "ticket-1.0.jar";

    @TempDir
    private Path folder;

    private Plugins plugins;
    private Backend backend;

    @BeforeEach
    void load() throws Exception {
        Path home = Files.createDirectories(folder.resolve("plugins/ticket"));
        try (InputStream jar = PluginLoader.class.getResourceAsStream(JAR)) {
            Files.copy(jar, home.resolve(JAR));
        }
        plugins = PluginLoader.load(folder.resolve("plugins"));
        backend = new TestingConfigFile(folder)
                .with(plugins.byType().get("ticket").factory())
                .load(TestingConfigFile.MINIMAL + """
                        backends: {box: {type: ticket, address: 'https://t.example.com/api?v=1', ticket-key: k3y}}
                        """)
                .backends()
                .get(0)
                .atAddresses()
                .get(0);
    }

    @AfterEach
    void close() throws IOException {
        plugins.close();
    }

    @Test
    void itAsksAsItDid() {
        AccessRequest viewer = AccessRequest.builder()
                .host("live.example.com")
                .path("/a/b.ts")
                .query("user=An+na")
                .build();

        BackendRequest question = backend.toRequest(viewer).orElseThrow();

        assertThat(question.method()).isEqualTo("POST");
        assertThat(question.target()).isEqualTo("/api/tickets/of/An%20na?v=1&segments=2");
        assertThat(question.headers()).containsExactly(new Header("X-Ticket-Key", "k3y"));
        assertThat(question.body()).contains(RequestBody.json("{\"at\":\"live.example.com\"}"));
        assertThat(question.identity()).containsExactly("An na");
        assertThat(question.toString()).doesNotContain("k3y", "An");
        assertThat(ask("plain=1").target()).isEqualTo("/api/tickets?v=1&plain=1");
        assertThat(new String(ask("form=1&x=%20").body().orElseThrow().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("x=%20");
        assertThat(backend.toRequest(AccessRequest.builder().query("user=..").build()))
                .isEmpty();
    }

    @Test
    void itJudgesAsItDid() {
        BackendResponse named =
                BackendResponse.of(200).header("X-Name", "box").body("anna\n").receivedAt(Instant.now());

        assertThat(judge(named))
                .isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofHours(1))
                        .user("anna")
                        .sessionName("box")
                        .maxSessions(2)
                        .unique(true)));
        assertThat(judge(BackendResponse.of(200).header("X-UserId", "7")))
                .isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("7")));
        assertThat(judge(BackendResponse.of(200).body("a\tb"))).isEqualTo(Verdict.Unavailable.foreignAnswer("no name"));
        assertThat(judge(BackendResponse.of(402)))
                .isEqualTo(new Verdict.Deny(new Reason("ticket-unpaid", "the ticket isn't paid"))
                        .redirect(Optional.of(new Location("https://tickets.example.com/pay"))));
        assertThat(judge(BackendResponse.of(404))).isEqualTo(new Verdict.Deny("no such ticket"));
        assertThat(judge(BackendResponse.of(503))).isEqualTo(Verdict.Deny.byStatus(BackendResponse.of(503)));
    }

    @Test
    void itsStrangersAreAskedAbout() {
        QueryString stranger = backend.strangersQuery(new SplittableRandom(1));

        assertThat(backend.canAskAgain()).isTrue();
        assertThat(ask(stranger.raw()).identity()).hasSize(1);
    }

    private BackendRequest ask(String query) {
        return backend.toRequest(AccessRequest.builder().query(query).build()).orElseThrow();
    }

    private Verdict judge(BackendResponse response) {
        return backend.interpret(AccessRequest.builder().build(), response);
    }
}
