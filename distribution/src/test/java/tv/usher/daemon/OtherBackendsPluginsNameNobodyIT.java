package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** To a plugin that reads logins in the path, a segment of another backend's channel looks like one. It is neither one nor that backend's. */
class OtherBackendsPluginsNameNobodyIT {

    private static final String VIEWER = "203.0.113.7";
    private static final String PLAYER = "VLC";

    /** The type {@code panel}: it takes {@code /USER/PASSWORD/42.ts} for a login, and tells its middleware what it is handed. */
    private static final String PANEL = """
            package com.example;

            import java.net.URI;
            import java.util.*;
            import java.util.random.RandomGenerator;
            import tv.usher.api.*;

            public final class PanelFactory implements BackendFactory<PanelFactory.Config> {
                public record Config(URI address) {}

                public String type() {
                    return "panel";
                }

                public Class<Config> configType() {
                    return Config.class;
                }

                public Backend create(Config config) {
                    Endpoint endpoint = Endpoint.of(config.address());
                    return new Backend() {
                        public Optional<BackendRequest> toRequest(AccessRequest request) {
                            List<String> path = request.segments();
                            BackendRequest question =
                                    endpoint.get(request).header("X-Handed", request.captures().keySet().toString());
                            if (path.size() == 3 && path.get(2).matches("[0-9]+\\\\.ts")) {
                                return Optional.of(question.identifiedBy(path.get(0), path.get(1)));
                            }
                            return request.query().only("username").map(name -> question.identifiedBy(name));
                        }

                        public Verdict interpret(AccessRequest request, BackendResponse response) {
                            return response.status() == 200
                                    ? new Verdict.Allow(Grant.lasting(java.time.Duration.ofHours(1)))
                                    : new Verdict.Deny("status " + response.status());
                        }

                        public QueryString strangersQuery(RandomGenerator random) {
                            return QueryString.of("username=" + Long.toHexString(random.nextLong()));
                        }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    private UnpackedUsher usher;
    private Path configuration;
    private TestingMiddleware middleware;
    private UsherProcess daemon;

    @BeforeEach
    void start() throws IOException {
        usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
        PluginJar.install(usher, "panel", "com.example.PanelFactory", PANEL);
        middleware = TestingMiddleware.saying(200);
        configuration = Files.writeString(
                folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                identity: {paths: ["/of/{user}/*"]}
                on-unavailable: deny
                backends:
                  list: {type: tokens, tokens: [{token: right, name: anna}]}
                  one: {type: panel, address: "%2$s", connect-timeout: 30s, timeout: 30s}
                  two: {type: panel, address: "%2$s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: channels, when: {path: [/hls/**]}, ask: [list]}
                  - {name: accounts, ask: [one]}
                """.formatted(LoopbackPorts.free(), middleware.address()));
        daemon = usher.start(configuration);
    }

    @AfterEach
    void stop() {
        daemon.close();
        middleware.close();
    }

    @Test
    void segmentsGoWithTheViewingThatTheirOwnRuleNamed() throws Exception {
        // Given
        assertThat(ask("/hls/sport1/index.m3u8?token=right")).isEqualTo(200);

        // When
        int segment = ask("/hls/sport1/12.ts");
        String explained = usher.run(
                        "explain",
                        "-c",
                        configuration.toString(),
                        "--as",
                        "nginx",
                        "--client",
                        VIEWER,
                        "--user-agent",
                        PLAYER,
                        "http://tv.example.com/hls/sport1/12.ts")
                .out();

        // Then
        assertThat(segment).isEqualTo(200);
        assertThat(explained).contains("memory    known").contains("answer    allow (200)");
        assertThat(middleware.asked()).isEmpty();
    }

    @Test
    void andNobodyIsHandedTheLoginsThatTheyRead() throws Exception {
        // When
        assertThat(ask("/of/anna/12.ts")).isEqualTo(200);
        assertThat(ask("/of/anna/12.ts")).isEqualTo(200);

        // Then
        assertThat(middleware.asked())
                .as("whom the own plugin names is known")
                .singleElement()
                .asString()
                .endsWith("\r\nX-Handed: [user]");
    }

    private int ask(String uri) throws IOException {
        return daemon.ask("/nginx", "X-Original-URI: " + uri, "X-Real-IP: " + VIEWER, "User-Agent: " + PLAYER)
                .status();
    }
}
