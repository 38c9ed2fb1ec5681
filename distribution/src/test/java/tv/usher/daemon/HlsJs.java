package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import tv.usher.api.testing.RealPrograms;

/** A page with hls.js, the player of most web portals. Its version and checksum stand in {@code package-lock.json}. */
final class HlsJs {

    private static final Path SOURCE = Path.of("src", "test", "player").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target", "player").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private HlsJs() {}

    /** Puts the page as {@code index.html} into a folder, with all it needs; skips the test where there is no npm. */
    static void copyTo(Path folder) throws IOException, InterruptedException {
        Path script = INSTALLED.resolve(Path.of("node_modules", "hls.js", "dist", "hls.min.js"));
        if (!isInstalled() || !Files.exists(script)) {
            install();
        }
        Files.createDirectories(folder);
        Files.copy(script, folder.resolve("hls.min.js"));
        Files.copy(SOURCE.resolve("index.html"), folder.resolve("index.html"));
    }

    private static boolean isInstalled() throws IOException {
        Path lock = INSTALLED.resolve("package-lock.json");
        return Files.exists(lock) && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String npm = RealPrograms.require("npm").toString();
        try (RunningProgram install =
                RunningProgram.start(new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .directory(INSTALLED.toFile()))) {
            assertThat(install.awaitExit(PATIENCE)).as(install.output()).isZero();
        }
    }
}
