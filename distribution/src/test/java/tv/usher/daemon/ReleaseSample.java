package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import tv.usher.api.testing.LoopbackPorts;

/**
 * What an operator of one release has: a configuration, the folder of known viewers, a plugin of his own. It is kept small in {@code
 * src/test/resources/releases/VERSION}, so that later releases can be tried with it.
 *
 * @param home the folder, with {@code usher.yaml}, {@code reference.yaml}, {@code data}, {@code plugins} and the day in {@code made}
 */
record ReleaseSample(Path home) {

    static final int VIEWERS = 3;
    static final String BANNED = "banned";

    private static final Path KEPT = Path.of("src/test/resources/releases").toAbsolutePath();

    /** Grants and bans last nearly a year, the most there is; the sample is of no use after that. */
    private static final String CONFIGURATION = """
            listen: 127.0.0.1:0
            management: {listen: "127.0.0.1:0"}
            data-dir: data
            on-unavailable: deny
            sessions: {store: file, max-grant: 364d}
            backends:
              own: {type: http, address: "${file:middleware}/check", grant: 364d, timeout: 30s, connect-timeout: 30s}
              voucher: {type: voucher, address: "${file:middleware}", grant: 364d, word: "${file:middleware}", timeout: 30s, connect-timeout: 30s}
            access:
              - {name: vouchers, when: {path: ["/voucher/{channel}/**"]}, ask: [voucher]}
              - {name: everyone, ask: [own]}
            """;

    /** As a stranger writes one: it uses what the documentation of the API shows. */
    private static final String PLUGIN = """
            package com.example;

            import java.net.URI;
            import java.time.Duration;
            import java.util.Optional;
            import tv.usher.api.*;

            public final class VoucherFactory implements BackendFactory<VoucherFactory.Config> {

                public record Config(URI address, @Default("2h") Duration grant, Optional<Secret> word) {}

                @Override
                public String type() {
                    return "voucher";
                }

                @Override
                public Class<Config> configType() {
                    return Config.class;
                }

                @Override
                public Backend create(Config config) {
                    Endpoint endpoint = Endpoint.of(config.address(), "/voucher/check");
                    return new Backend() {
                        @Override
                        public Optional<BackendRequest> toRequest(AccessRequest request) {
                            return request.query().first("token").isPresent() ? Optional.of(endpoint.get(request)) : Optional.empty();
                        }

                        @Override
                        public Verdict interpret(AccessRequest request, BackendResponse response) {
                            return response.status() == 200
                                    ? new Verdict.Allow(Grant.fromHeaders(response, config.grant()))
                                    : Verdict.Deny.byStatus(response);
                        }
                    };
                }
            }
            """;

    /** Those of all releases that are kept. */
    static Stream<Path> kept() throws IOException {
        return Files.list(KEPT);
    }

    /** A copy in that folder, whose backends ask that middleware. */
    static ReleaseSample copy(Path kept, Path folder, TestingMiddleware middleware) throws IOException {
        copyTree(kept, folder);
        ReleaseSample sample = new ReleaseSample(folder);
        sample.ask(middleware);
        return sample;
    }

    private void ask(TestingMiddleware middleware) throws IOException {
        Files.writeString(home.resolve("middleware"), middleware.address());
    }

    Path configuration() {
        return home.resolve("usher.yaml");
    }

    /** Every key of that release, with an example where it has no default. */
    Path reference() {
        return home.resolve("reference.yaml");
    }

    /** False once the grants of its viewers have ended. */
    boolean isYoung() throws IOException {
        LocalDate made = LocalDate.parse(Files.readString(home.resolve("made")).strip());
        return LocalDate.now(ZoneOffset.UTC).isBefore(made.plusDays(360));
    }

    /** An installation of this build that has the plugin too. */
    UnpackedUsher installTo(Path folder) throws IOException {
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder);
        copyTree(home.resolve("plugins"), usher.plugins());
        return usher;
    }

    /**
     * Asks as nginx does about a viewer.
     *
     * @param file of his channel
     */
    static int asks(UsherProcess usher, String viewer, String file) throws IOException {
        return usher.ask(
                        "/nginx",
                        "X-Original-URI: /live/" + viewer + "/" + file,
                        "X-Real-IP: 203.0.113.7",
                        "User-Agent: VLC")
                .status();
    }

    /** Makes the sample of this build anew. */
    static void make(String version, Path work) throws Exception {
        Path folder = KEPT.resolve(version);
        delete(folder);
        ReleaseSample sample = new ReleaseSample(Files.createDirectories(folder));
        Files.writeString(sample.reference(), ShippedFileIsTheReferenceTest.uncommented());
        UnpackedUsher usher = UnpackedUsher.built().copyTo(work);
        PluginJar.install(usher, "voucher", "com.example.VoucherFactory", PLUGIN);
        copyTree(usher.plugins().resolve("voucher"), folder.resolve("plugins/voucher"));
        int operators = LoopbackPorts.free();
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: user", "X-AuthDuration: 31449600")) {
            sample.ask(middleware);
            Files.writeString(
                    sample.configuration(), CONFIGURATION.replace("\"127.0.0.1:0\"", "\"127.0.0.1:" + operators + '"'));
            try (UsherProcess daemon = usher.start(sample.configuration())) {
                for (int viewer = 0; viewer < VIEWERS; viewer++) {
                    require(asks(daemon, "viewer" + viewer, "index.m3u8?token=t" + viewer) == 200);
                }
                require(asks(daemon, BANNED, "index.m3u8?token=banned") == 200);
                String list = usher.run(
                                "sessions",
                                "-c",
                                sample.configuration().toString(),
                                "--channel",
                                "/live/" + BANNED + "/")
                        .out();
                String id = list.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
                require(usher.run("kick", "-c", sample.configuration().toString(), id, "--ban", "364d")
                                .status()
                        == 0);
                require(daemon.stop() == 0);
            }
        }
        Files.delete(folder.resolve("middleware"));
        Files.deleteIfExists(folder.resolve("data/handover.sock")); // of a running daemon only
        Files.writeString(folder.resolve("made"), LocalDate.now(ZoneOffset.UTC) + "\n");
        Files.writeString(sample.configuration(), CONFIGURATION);
    }

    private static void require(boolean done) {
        if (!done) {
            throw new AssertionError("the sample can't be made");
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException e) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
