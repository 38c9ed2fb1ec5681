package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;

/** T40: what {@code dpkg -i} brings. How it is installed, upgraded and purged in a clean root is tried by {@code .ci/package}. */
class DebianPackageIT {

    private static final String VERSION = System.getProperty("usher.version");
    private static final Path PACKAGE =
            Path.of("target", "usher_" + VERSION + "_all.deb").toAbsolutePath();

    @TempDir
    private Path root;

    @BeforeEach
    void unpack() throws Exception {
        assertThat(run("dpkg-deb", "-x", PACKAGE.toString(), root.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void lintianFindsNoError() throws Exception {
        Ended judged = run("lintian", "--no-cfg", "--allow-root", "--fail-on", "error", PACKAGE.toString());

        assertThat(judged.exit()).as(judged.output()).isZero();
    }

    @Test
    void theCommandWorksThroughItsLinkWithTheShippedConfiguration() throws Exception {
        // Given
        Path command = root.resolve("usr/bin/usher");
        UnpackedUsher usher = UnpackedUsher.at(command.toRealPath().getParent().getParent());
        Path configuration = root.resolve("etc/usher/usher.yaml");

        // Then
        assertThat(usher.home()).isEqualTo(root.resolve("usr/share/usher").toRealPath());
        assertThat(usher.home().resolve("maven/tv/usher/auth-api"))
                .as("what a plugin is built with")
                .isDirectory();
        assertThat(usher.run("version").out()).startsWith("Usher " + VERSION + ",");
        UnpackedUsher.Finished checked = usher.run("check", "-c", configuration.toString());
        assertThat(checked.status()).as(checked.out()).isZero();
        assertThat(configuration)
                .hasSameTextualContentAs(UnpackedUsher.built().home().resolve("conf/usher.yaml"));
    }

    @Test
    void nobodyElseReadsTheConfigurationAtAnyMoment() throws Exception {
        for (String file : List.of("usher.yaml", "usher.env")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/usher/" + file))))
                    .isEqualTo("rw-r-----");
        }
        Path control = Files.createDirectory(root.resolve("control"));
        assertThat(run("dpkg-deb", "-e", PACKAGE.toString(), control.toString()))
                .isEqualTo(new Ended(0, ""));
        assertThat(Files.readAllLines(control.resolve("conffiles")))
                .containsExactly("/etc/usher/usher.yaml", "/etc/usher/usher.env");
    }

    @Test
    void theUnitHasThePackagesPathsAndIsAsHardened() throws Exception {
        // Given
        Path unit = root.resolve("lib/systemd/system/usher.service");

        // Then
        assertThat(Files.readAllLines(unit))
                .startsWith("[Unit]")
                .contains("ExecStart=/usr/bin/usher run -c /etc/usher/usher.yaml", "User=usher")
                .noneMatch(line -> line.contains("DynamicUser") || line.contains("/opt/"));
        Ended judged = run("systemd-analyze", "security", "--offline=true", "--threshold=14", unit.toString());
        assertThat(judged.exit()).as(judged.output()).isZero();
    }

    @Test
    void theManPageTellsOfEveryCommandAndOption() throws Exception {
        // Given
        Path zipped = root.resolve("usr/share/man/man1/usher.1.gz");
        Path page = root.resolve("usher.1");
        try (GZIPInputStream text = new GZIPInputStream(Files.newInputStream(zipped))) {
            Files.write(page, text.readAllBytes());
        }

        // When
        Ended rendered = run("man", "--warnings", "-l", page.toString());

        // Then
        assertThat(rendered.exit()).as(rendered.output()).isZero();
        assertThat(rendered.output().replaceAll(" +", " "))
                .contains("usher run ", "usher check ", "--probe", "usher kick ", "--ban", "EXIT STATUS")
                .doesNotContain("generate-", "warning", "${DEFAULT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postinst", "prerm", "postrm"})
    void shellcheckFindsNothingInTheMaintainersScripts(String script) throws Exception {
        assertThat(run("shellcheck", "--shell=sh", "src/main/deb/control/" + script))
                .isEqualTo(new Ended(0, ""));
    }

    private static Ended run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(RealPrograms.require(program).toString()));
        Stream.of(arguments).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return Ended.of(builder);
    }
}
