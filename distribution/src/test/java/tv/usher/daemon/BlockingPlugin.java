package tv.usher.daemon;

import java.io.IOException;

/** A plugin that breaks the rule that plugins never wait: its translation blocks the thread that needs it, by the path that is asked about. */
final class BlockingPlugin {

    private static final String SOURCE = """
            package com.example;

            import java.net.URI;
            import java.util.Optional;
            import tv.usher.api.*;

            public final class BlockingFactory implements BackendFactory<BlockingFactory.Config> {
                public record Config(URI address) {}

                public String type() {
                    return "blocking";
                }

                public Class<Config> configType() {
                    return Config.class;
                }

                public Backend create(Config config) {
                    Endpoint endpoint = Endpoint.of(config.address());
                    return new Backend() {
                        private volatile String late = "";

                        public Optional<BackendRequest> toRequest(AccessRequest request) {
                            if (request.path().startsWith("/late")) {
                                late = request.path().substring("/late".length());
                            } else {
                                block(request.path());
                            }
                            return Optional.of(endpoint.get(request));
                        }

                        public Verdict interpret(AccessRequest request, BackendResponse response) {
                            String now = late;
                            late = "";
                            block(now);
                            return new Verdict.Allow(Grant.lasting(java.time.Duration.ofHours(1)));
                        }
                    };
                }

                static void block(String how) {
                    switch (how) {
                        case "/sleep": sleep(Long.MAX_VALUE); break;
                        case "/nap": sleep(2500); break;
                        case "/spin": while (true) {}
                        default: break;
                    }
                }

                static void sleep(long millis) {
                    long end = System.currentTimeMillis() + millis;
                    do {
                        try {
                            Thread.sleep(millis);
                        } catch (InterruptedException e) {
                            // takes no hint
                        }
                    } while (end < 0 || System.currentTimeMillis() < end);
                }
            }
            """;

    private BlockingPlugin() {}

    /** The type {@code blocking}; it blocks at paths {@code /sleep}, {@code /spin}, {@code /nap}, and with {@code /late} before when it interprets. */
    static UnpackedUsher installedIn(UnpackedUsher usher) throws IOException {
        PluginJar.install(usher, "blocking", "com.example.BlockingFactory", SOURCE);
        return usher;
    }
}
