package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A newcomer's first minute. */
class DemoIT {

    /** Where Debian has them. */
    private static final Path JAVAS = Path.of("/usr/lib/jvm");

    @Test
    void everyAnswerIsTheExpectedOne() throws IOException, InterruptedException {
        assertDemo(UnpackedUsher.built().run("demo", "--once"));
    }

    @Test
    void alsoOnJava25AndWithoutItsWarnings() throws IOException, InterruptedException {
        // When
        UnpackedUsher.Finished demo = UnpackedUsher.built().on(java25()).run("demo", "--once");

        // Then
        assertDemo(demo);
        assertThat(demo.err()).isEmpty();
    }

    private static void assertDemo(UnpackedUsher.Finished demo) {
        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .contains("Ministra, fresh token", "IPTVPORTAL", "Smarty, one-time token", "own backend")
                .contains("/stalker_portal/server/api/chk_flussonic_tmp_link.php?token=")
                .doesNotContain("^ expected");
    }

    private static Path java25() throws IOException {
        if (Files.isDirectory(JAVAS)) {
            try (Stream<Path> javas = Files.list(JAVAS)) {
                for (Path java : javas.toList()) {
                    if (isJava25(java.resolve("release"))) {
                        return java;
                    }
                }
            }
        }
        return abort("no Java 25 below " + JAVAS);
    }

    private static boolean isJava25(Path release) throws IOException {
        return Files.isReadable(release) && Files.readString(release).contains("JAVA_VERSION=\"25");
    }
}
