package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin with a bug on certain requests, and callers that send no HTTP: everybody else is answered as if nothing had been. */
class BrokenPluginStopsNothingIT {

    private static final String TOKEN = "5e8f2c71";

    private static final String MOODY = """
            package com.example;

            import java.net.URI;
            import java.util.Optional;
            import tv.usher.api.*;

            public final class MoodyFactory implements BackendFactory<MoodyFactory.Config> {
                public record Config(URI address) {}

                public String type() {
                    return "moody";
                }

                public Class<Config> configType() {
                    return Config.class;
                }

                public Backend create(Config config) {
                    Endpoint endpoint = Endpoint.of(config.address());
                    return new Backend() {
                        private String mood = "";

                        public Optional<BackendRequest> toRequest(AccessRequest request) {
                            mood = request.path();
                            switch (mood) {
                                case "/throw-early": throw new IllegalStateException(request.query().raw());
                                case "/recurse": return toRequest(request);
                                case "/no-optional": return null;
                                case "/no-class": throw new NoClassDefFoundError("com/example/Missing");
                                default: return Optional.of(endpoint.get(request));
                            }
                        }

                        public Verdict interpret(AccessRequest request, BackendResponse response) {
                            switch (mood) {
                                case "/throw-late": throw new IllegalStateException(mood);
                                case "/no-verdict": return null;
                                case "/recurse-late": return interpret(request, response);
                                default: return new Verdict.Allow(Grant.lasting(java.time.Duration.ofHours(1)));
                            }
                        }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void andNobodySeesAStackTrace() throws IOException, InterruptedException {
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
        PluginJar.install(usher, "moody", "com.example.MoodyFactory", MOODY);
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess daemon = usher.start(ConfigText.write(folder, """
                        on-unavailable: error
                        backends:
                          moody: {type: moody, address: "%s"}
                        access:
                          - ask: [moody]
                        """.formatted(middleware.address())))) {
            for (String path : List.of(
                    "/throw-early",
                    "/recurse",
                    "/no-optional",
                    "/no-class",
                    "/throw-late",
                    "/no-verdict",
                    "/recurse-late")) {
                CallerConnection.Answer undecided = daemon.askAbout(path, "token=" + TOKEN);
                assertThat(undecided.status()).as(path).isEqualTo(503);
                assertThat(undecided.body()).isEmpty();
                assertThat(daemon.askAbout("/fine", "token=" + TOKEN).status())
                        .as("after %s", path)
                        .isEqualTo(200);
            }
            assertRefused(daemon, "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
            assertRefused(daemon, "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
            assertThat(daemon.askAbout("/fine", "token=" + TOKEN).status()).isEqualTo(200);

            assertThat(daemon.stop()).isZero();
            assertThat(daemon.log())
                    .noneMatch(line -> line.contains(TOKEN))
                    .noneMatch(line -> line.startsWith("    ")) // how the log writes stack traces
                    .anyMatch(line -> line.contains("plugin failed: java.lang.IllegalStateException"));
        }
    }

    private static void assertRefused(UsherProcess daemon, String bytes) throws IOException {
        try (CallerConnection caller = CallerConnection.to(daemon.callers())) {
            caller.sendBytes(bytes);
            CallerConnection.Answer refused = caller.read();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEmpty();
        }
    }
}
