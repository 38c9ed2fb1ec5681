package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends come and go with a folder below {@code plugins/}; nothing else of the installation changes. */
class FifthBackendIT {

    @TempDir
    private Path folder;

    private UnpackedUsher usher;

    @BeforeEach
    void copy() throws IOException {
        usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
    }

    /** The code is that of the chapter for authors of plugins. */
    @Test
    void theChaptersPluginWorks() throws IOException, InterruptedException {
        // Given
        String source =
                MarkdownBlock.ofDoc("12-writing-a-plugin.md", "java").get(0).text();
        PluginJar.install(usher, "tvip", "com.example.TvipFactory", """
                package com.example;
                import java.net.URI;
                import java.time.Duration;
                import java.util.Optional;
                import tv.usher.api.*;
                """ + source);

        // Then
        UnpackedUsher.Finished backends = usher.run("backends");
        assertThat(backends.status()).isZero();
        assertThat(backends.out().lines().map(line -> line.split(" ")[0]))
                .containsExactlyInAnyOrder(
                        "http", "iptvportal", "smarty", "stalker", "tvip", "jwt", "signed-link", "tokens", "users");
        assertThat(backends.out())
                .contains(usher.plugins().resolve("tvip").resolve("tvip.jar").toString());

        try (TestingMiddleware tvip = TestingMiddleware.saying(200);
                TestingMiddleware other = TestingMiddleware.saying(402);
                UsherProcess daemon =
                        usher.start(ConfigText.write(folder, """
                        on-unavailable: error
                        backends:
                          tvip: {type: tvip, address: "%s/v1", grant: 2h}
                          other: {type: tvip, address: "%s"}
                        access:
                          - {when: {path: [/other]}, ask: [other]}
                          - ask: [tvip]
                        """.formatted(tvip.address(), other.address())))) {
            assertThat(daemon.ask("/?token=123").status()).isEqualTo(200);
            assertThat(daemon.askAbout("/other", "token=123").status()).isEqualTo(403);
            assertThat(tvip.asked()).hasSize(1);
            assertThat(tvip.asked().get(0)).startsWith("GET /v1/api/drm/auth_token?token=123 HTTP/1.1\r\n");
        }
    }

    @Test
    void aRemovedFolderIsABackendLess() throws IOException, InterruptedException {
        // Given
        Path removed = usher.plugins().resolve("smarty");
        try (Stream<Path> jars = Files.list(removed)) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
        Files.delete(removed);
        Path file = ConfigText.write(folder, """
                on-unavailable: deny
                backends:
                  mine: {type: smarty, address: "http://127.0.0.1:6000"}
                access:
                  - ask: [mine]
                """);

        // When
        UnpackedUsher.Finished backends = usher.run("backends");
        UnpackedUsher.Finished check = usher.run("check", "-c", file.toString());

        // Then
        assertThat(backends.status()).isZero();
        assertThat(backends.out().lines().map(line -> line.split(" ")[0]))
                .containsExactlyInAnyOrder("http", "iptvportal", "stalker", "jwt", "signed-link", "tokens", "users");
        assertThat(check.status()).isEqualTo(2);
        assertThat(check.out())
                .hasLineCount(1)
                .contains("usher.yaml:5:16: backends.mine.type: no plugin is of the type 'smarty'")
                .contains("http", "iptvportal", "stalker")
                .contains(usher.plugins().toString());
    }
}
