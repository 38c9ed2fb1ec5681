package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** A file may be right and still not start here: {@code usher check} says so before. */
class CheckLooksAtTheMachineIT {

    private static final String REST = """
            on-unavailable: deny
            backends: {own: {type: http, address: 'http://127.0.0.1:6000', canary: off}}
            access: [{ask: [own]}]
            """;

    @TempDir
    private Path folder;

    @Test
    void forPortsThatAnotherProgramHas() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();

            assertThat(check("listen: " + listen + "\nmanagement: {listen: 127.0.0.1:" + LoopbackPorts.free() + "}\n"))
                    .contains("warning: listen: can't listen on " + listen
                            + ": another program has this port, which 'ss -ltnp' names; end it, or choose another port"
                            + " (if it is Usher itself, that is fine)\n");
        }
    }

    @Test
    void forAddressesThatItDoesNotHave() throws Exception {
        assertThat(check("listen: 192.0.2.1:" + LoopbackPorts.free() + "\nmanagement: {listen: 127.0.0.1:"
                        + LoopbackPorts.free() + "}\n"))
                .contains("warning: listen: can't listen on 192.0.2.1:", "this machine has no such address");
    }

    @Test
    void forADataFolderThatCannotBe() throws Exception {
        Files.writeString(folder.resolve("taken"), "a file");

        assertThat(check("data-dir: taken\n" + free()))
                .contains("warning: data-dir: " + folder.resolve("taken") + " is no folder");
    }

    @Test
    void andFindsNothingWhereAllIsWell() throws Exception {
        assertThat(check(free())).doesNotContain("warning");
    }

    @Test
    void aDaemonThatHasThePortsItselfIsNoProblem() throws Exception {
        Path file = write(free());
        try (UsherProcess daemon = UnpackedUsher.built().start(file)) {
            assertThat(daemon.management()).isPositive();
            assertThat(UnpackedUsher.built().run("check", "-c", file.toString()).out())
                    .contains("a reload would change nothing")
                    .doesNotContain("can't listen");
        }
    }

    @Test
    void norIsOneThatWantsTheFormerToken() throws Exception {
        String keys = "listen: 127.0.0.1:" + LoopbackPorts.free() + "\nmanagement: {listen: 127.0.0.1:"
                + LoopbackPorts.free() + ", token: %s-token-of-operators}\n";
        Path file = write(keys.formatted("former"));
        try (UsherProcess daemon = UnpackedUsher.built().start(file)) {
            assertThat(daemon.management()).isPositive();

            assertThat(check(keys.formatted("next")))
                    .contains(
                            "what a reload would change isn't known: the running daemon has another management.token than")
                    .doesNotContain("can't listen");
        }
    }

    @Test
    void anotherPortForTheCallersOfARunningDaemonIsTried() throws Exception {
        // Given
        int own = LoopbackPorts.free();
        String keys = "listen: %s\nmanagement: {listen: 127.0.0.1:" + LoopbackPorts.free() + "}\n";
        Path file = write(keys.formatted("127.0.0.1:" + own));
        try (UsherProcess daemon = UnpackedUsher.built().start(file);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(daemon.management()).isPositive();
            String listen = "127.0.0.1:" + taken.getLocalPort();

            // Then
            assertThat(check(keys.formatted(listen)))
                    .contains("warning: listen: can't listen on " + listen + ": another program has this port")
                    .contains("a reload would be refused: ");
            assertThat(check(keys.formatted("127.0.0.1:" + LoopbackPorts.free())))
                    .doesNotContain("can't listen");
            assertThat(check(keys.formatted("0.0.0.0:" + own)))
                    .as("an address of the daemon's own port")
                    .doesNotContain("can't listen");
        }
    }

    @Test
    void theWholeIsPrintedOnDemand() throws Exception {
        Path file = write(free());

        assertThat(UnpackedUsher.built()
                        .run("check", "--effective", "-c", file.toString())
                        .out())
                .contains("\ninbound.max-line: 8192\n", "\nbackends.own.type: http\n", "\nsessions.redis: ***\n");
    }

    private static String free() throws IOException {
        return "listen: 127.0.0.1:" + LoopbackPorts.free() + "\nmanagement: {listen: 127.0.0.1:" + LoopbackPorts.free()
                + "}\n";
    }

    private String check(String keys) throws Exception {
        UnpackedUsher.Finished check =
                UnpackedUsher.built().run("check", "-c", write(keys).toString());
        assertThat(check.status()).as(check.out() + check.err()).isZero();
        return check.out();
    }

    private Path write(String keys) throws IOException {
        return Files.writeString(folder.resolve("usher.yaml"), keys + REST);
    }
}
