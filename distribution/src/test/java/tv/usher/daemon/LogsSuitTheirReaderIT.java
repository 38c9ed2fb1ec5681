package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** What the packaged daemon writes: for a person, for systemd's journal, and for a program that reads JSON. */
class LogsSuitTheirReaderIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void configure() throws IOException {
        file = ConfigText.write(folder, """
                sessions: {idle-timeout: 7m}
                on-unavailable: deny
                backends:
                  own: {type: http, address: 'http://127.0.0.1:6000', canary: off}
                  unused: {type: http, address: 'http://127.0.0.1:6000', canary: off}
                access: [{ask: [own]}]
                """);
    }

    @Test
    void thatReadsAtTheStartOnlyWhatSomebodyChose() throws IOException {
        try (RunningProgram daemon = start()) {
            assertThat(daemon.output())
                    .contains("  sessions.idle-timeout: 7m\n", "  backends.own.address: http://127.0.0.1:6000\n")
                    .doesNotContain("max-line", "keep-known", "backends.own.timeout");
        }
    }

    @Test
    void theJournalsPriorityStandsBeforeEachLine() throws IOException {
        try (RunningProgram daemon = start("JOURNAL_STREAM=8:1")) {
            assertThat(daemon.lines()).allMatch(line -> line.matches("<[46]>20.*"));
            assertThat(daemon.lines())
                    .anyMatch(line -> line.startsWith("<4>") && line.contains("backends.unused: no rule asks it"));
        }
    }

    @Test
    void jsonIsOneObjectALine() throws IOException {
        try (RunningProgram daemon = start("USHER_LOG=json")) {
            List<String> messages = new ArrayList<>();
            for (String line : daemon.lines()) {
                JsonNode entry = JSON.readTree(line);
                assertThat(entry.path("level").asText()).isIn("INFO", "WARN");
                assertThat(entry.path("timestamp").asLong()).isPositive();
                messages.add(entry.path("formattedMessage").asText());
            }
            assertThat(messages).anyMatch(message -> message.startsWith("callers listens on "));
        }
    }

    @Test
    void aFormThatThereIsNotIsToldInsteadOfSilence() throws Exception {
        ProcessBuilder usher = new ProcessBuilder(command("USHER_LOG=xml"));

        Ended ended = Ended.of(usher);

        assertThat(ended).isEqualTo(new Ended(1, "usher: USHER_LOG is xml: let it be text or json, or unset it\n"));
    }

    private RunningProgram start(String... environment) throws IOException {
        RunningProgram daemon = RunningProgram.start(new ProcessBuilder(command(environment)));
        try {
            daemon.awaitOutput("management listens on ");
            return daemon;
        } catch (RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
    }

    private List<String> command(String... environment) {
        List<String> command = new ArrayList<>(List.of(
                RealPrograms.require("env").toString(),
                "--unset=JOURNAL_STREAM",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "JAVA_OPTS=-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(environment));
        command.addAll(List.of(UnpackedUsher.built().bin().toString(), "run", "-c", file.toString()));
        return command;
    }
}
