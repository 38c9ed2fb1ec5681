package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.api.testing.RealPrograms;

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

    @Test
    void fitsATerminalAndSaysWhy() throws IOException, InterruptedException {
        UnpackedUsher.Finished demo = UnpackedUsher.built().run("demo", "--once");

        assertThat(demo.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(demo.out())
                .containsPattern("Alta +Ministra, fresh token +200 +ministra allows 42\n")
                .containsPattern("Alta +Ministra, 6 s later +403 +ministra: status 403\n")
                .containsPattern("Alta +Smarty, viewer is known +200 +nobody was asked: known, or by rule\n")
                .containsPattern("Alta +office, by rule +200 +nobody was asked: known, or by rule\n")
                .containsPattern("Alta +down, on-unavailable: error +503 +down-error is out: could not decide\n");
    }

    @Test
    void itsDaemonIsOpenToTheCommandsThatItPrints() throws Exception {
        List.of("sh", "curl").forEach(RealPrograms::require);
        try (RunningProgram demo = RunningProgram.start(demo())) {
            demo.awaitOutput("/metrics\n");
            String hints = demo.output().substring(demo.output().indexOf("Try it yourself"));
            String commands =
                    hints.lines().filter(line -> line.startsWith("  ")).collect(Collectors.joining("\n"));

            ProcessBuilder shell = new ProcessBuilder("sh", "-ec", commands);
            shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Ended tried = Ended.of(shell);

            assertThat(tried.exit()).as(tried.output()).isZero();
            assertThat(tried.output())
                    .containsSubsequence(
                            "CHANNEL",
                            "/ministra/one",
                            "deny",
                            "own",
                            "HTTP/1.1 200 OK",
                            "HTTP/1.1 403 Forbidden",
                            "ready")
                    .contains("usher_decisions_total");
        }
    }

    private static ProcessBuilder demo() {
        ProcessBuilder demo = new ProcessBuilder(UnpackedUsher.built().bin().toString(), "demo");
        demo.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return demo;
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
