package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** What systemd thinks of the shipped unit. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("src/main/dist/systemd/usher.service");

    @TempDir
    Path folder;

    private Path unit;

    @BeforeEach
    void copyWithAProgramThatExists() throws IOException {
        String text = Files.readString(UNIT).replace("/opt/usher/bin/usher", "/bin/sh");
        unit = Files.writeString(folder.resolve("usher.service"), text);
    }

    @Test
    void isUnderstood() throws Exception {
        assertThat(analyze("verify", unit.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void itsSocketIsUnderstoodAndPassesWhatUsherCanUse() throws Exception {
        Path socket = Files.copy(UNIT.resolveSibling("usher.socket"), folder.resolve("usher.socket"));

        assertThat(analyze("verify", unit.toString(), socket.toString())).isEqualTo(new Ended(0, ""));
        assertThat(Files.readAllLines(UNIT)).contains("NonBlocking=yes");
    }

    @Test
    void isHardened() throws Exception {
        Ended judged = analyze("security", "--offline=true", "--threshold=14", unit.toString());
        assertThat(judged.exit()).as(judged.output()).isZero();
    }

    @Test
    void startsUsherAgainAfterAnyFailureHoweverOften() throws IOException {
        List<String> lines = Files.readAllLines(UNIT);

        assertThat(lines)
                .contains("Restart=on-failure", "RestartForceExitStatus=SIGHUP")
                .contains("SuccessExitStatus=143"); // and not 129, with which a JVM ends after SIGHUP
        assertThat(lines.subList(lines.indexOf("[Unit]"), lines.indexOf("[Service]")))
                .contains("StartLimitIntervalSec=0");
    }

    /** Who connects to the socket has it started again at once, and nothing limits how often. */
    @Test
    void afterAWrongConfigurationItStaysEndedAndIsNotStartedWithoutAPause() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "RestartPreventExitStatus=2",
                        "ExecStopPost=/bin/sh -c '[ \"$$EXIT_STATUS\" != 2 ] || exec sleep 1'");
    }

    @Test
    void gainsNoPrivilegesAndOwnsNothingButItsState() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "ExecStart=/opt/usher/bin/usher run -c /etc/usher/usher.yaml",
                        "NoNewPrivileges=yes",
                        "ProtectSystem=strict",
                        "CapabilityBoundingSet=",
                        "AmbientCapabilities=",
                        "LimitNOFILE=65536",
                        "StateDirectory=usher");
    }

    private static Ended analyze(String... arguments) throws Exception {
        ProcessBuilder program = new ProcessBuilder(new ArrayList<>(List.of(arguments)));
        program.command().add(0, RealPrograms.require("systemd-analyze").toString());
        return Ended.of(program);
    }
}
