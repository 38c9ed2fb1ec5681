package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees who got something wrong: sentences, places, an exit status, and never a stack trace. */
class MistakesAreToldAtOnceIT {

    /** Behind each {@code #!} stands a part of what must be said about its line. */
    private static final String TEN_MISTAKES = """
            listen: 127.0.0.1:99999                         #! listen:
            trusted-caller: [10.0.0.0/8]                    #! trusted-caller: unknown key, did you mean 'trusted-callers'?
            backends:
              ministra:
                type: stalkr                                #! backends.ministra.type: no plugin is of the type 'stalkr', did you mean 'stalker'?
                address: http://mw.example.com
                on-unavailable: allow
              portal:
                type: iptvportal
                address: http://portal example.com          #! backends.portal.address:
                on-unavailable: deny
              smarty:
                type: smarty
                address: http://smarty.example.com
                timeout: 2 seconds                          #! backends.smarty.timeout:
                on-unavailable: maybe                       #! backends.smarty.on-unavailable:
              own:                                          #! backends.own.on-unavailable: is missing
                type: http
                address: http://127.0.0.1:6000
                timeot: 2s                                  #! backends.own.timeot: unknown key, did you mean 'timeout'?
            access:
              - name: office
                when: {address: [192.168.0.0/99]}           #! access[0].when.address[0]:
                then: allow
              - name: everyone
                ask: [ministra, onw]                        #! access[1].ask[1]: no backend has the name 'onw', did you mean 'own'?
            """;

    @TempDir
    private Path folder;

    @Test
    void checkPrintsTenMistakesOnTenLines() throws IOException, InterruptedException {
        // Given
        Path file = Files.writeString(folder.resolve("usher.yaml"), TEN_MISTAKES);

        // When
        UnpackedUsher.Finished check = UnpackedUsher.built().run("check", "-c", file.toString());

        // Then
        assertThat(check.status()).isEqualTo(2);
        assertThat(check.err()).isEmpty();
        assertTenMistakes(file, check.out());
    }

    @Test
    void runPrintsThemToo() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("usher.yaml"), TEN_MISTAKES);

        UnpackedUsher.Finished run = UnpackedUsher.built().run("run", "-c", file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertTenMistakes(file, run.err());
    }

    private static void assertTenMistakes(Path file, String printed) {
        List<String> source = TEN_MISTAKES.lines().toList();
        List<String> expected = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            int mark = source.get(i).indexOf("#! ");
            if (mark >= 0) {
                expected.add(file + ":" + (i + 1) + ":");
                said.add(source.get(i).substring(mark + 3));
            }
        }
        assertThat(expected).hasSize(10);
        List<String> lines = printed.lines().toList();
        assertThat(lines).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(lines.get(i)).startsWith(expected.get(i)).contains(": " + said.get(i));
        }
    }

    @Test
    void aFileThatIsNotThereIsOneLine() throws IOException, InterruptedException {
        for (String command : List.of("run", "check")) {
            Path file = folder.resolve("nosuch.yaml");

            UnpackedUsher.Finished finished = UnpackedUsher.built().run(command, "-c", file.toString());

            assertThat(finished.status()).isEqualTo(2);
            assertThat(finished.out() + finished.err()).hasLineCount(1).contains(file.toString());
        }
    }

    @Test
    void aCertificateThatIsNotThereIsOneLine() throws IOException, InterruptedException {
        Path file = ConfigText.write(folder, """
                on-unavailable: deny
                backends:
                  own: {type: http, address: "https://127.0.0.1:6000", tls: {ca: nosuch.pem}}
                access:
                  - ask: [own]
                """);
        for (String command : List.of("run", "check")) {
            UnpackedUsher.Finished finished = UnpackedUsher.built().run(command, "-c", file.toString());

            assertThat(finished.status()).isEqualTo(2);
            assertThat(finished.out() + finished.err())
                    .hasLineCount(1)
                    .contains(file + ":5:", "backends.own.tls.ca: ", "nosuch.pem doesn't exist");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"walk", "run --fast", ""})
    void whatIsNoCommandIsExplained(String arguments) throws IOException, InterruptedException {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        UnpackedUsher.Finished finished = UnpackedUsher.built().run(words);

        assertThat(finished.status()).isEqualTo(2);
        assertThat(finished.out()).isEmpty();
        assertThat(finished.err()).hasLineCount(1).contains("--help' tells more)");
    }

    @Test
    void aPortInUseIsOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = ConfigText.write(folder, taken.getLocalPort(), ConfigText.asking("http://127.0.0.1:6000"));

            UnpackedUsher.Finished run = UnpackedUsher.built().run("run", "-c", file.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .hasLineCount(1)
                    .contains("can't listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("another program has this port");
            assertThat(run.out()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void aSecondUsherIsToldOfTheFirst() throws IOException, InterruptedException {
        Path file = ConfigText.write(folder, ConfigText.asking("http://127.0.0.1:6000"));
        try (UsherProcess first = UnpackedUsher.built().start(file)) {
            ConfigText.write(folder, first.callers(), ConfigText.asking("http://127.0.0.1:6000"));

            UnpackedUsher.Finished second = UnpackedUsher.built().run("run", "-c", file.toString());

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err())
                    .hasLineCount(1)
                    .contains("can't listen on 127.0.0.1:" + first.callers())
                    .contains("an Usher runs with " + folder.resolve("data") + " already: 'usher run --take-over'");
        }
    }
}
