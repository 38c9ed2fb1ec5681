package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** T38: {@code tls} of both listeners, as callers and operators meet it. */
class ListenersSpeakTlsIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;
    private TestingCertificate usher;
    private TestingCertificate caller;

    @BeforeEach
    void begin() throws Exception {
        middleware = TestingMiddleware.allowing("X-UserId: 42", "X-AuthDuration: 600");
        usher = TestingCertificate.create(folder, "usher", "dns:usher.example.com");
        caller = TestingCertificate.create(folder, "caller", "dns:edge.example.com");
        install(usher);
    }

    @AfterEach
    void close() {
        middleware.close();
    }

    @Test
    void callersAndCommandsAskByIt() throws Exception {
        // Given
        Path file = configuration("");
        try (UsherProcess daemon = USHER.start(file)) {

            // When
            UnpackedUsher.Finished called =
                    USHER.run("call", "-c", file.toString(), "--as", "nginx", "http://tv/live/index.m3u8?token=1");
            UnpackedUsher.Finished sessions = USHER.run("sessions", "-c", file.toString());
            UnpackedUsher.Finished load = USHER.run(
                    "load", "-c", file.toString(), "--as", "nginx", "--viewers", "5", "--for", "1s", "--ramp", "0s");

            // Then
            assertThat(called.status()).as(called.out() + called.err()).isZero();
            assertThat(sessions.status()).as(sessions.err()).isZero();
            assertThat(sessions.out()).contains(" 42 ", "/live/");
            assertThat(load.status()).as(load.out() + load.err()).isZero();
            try (CallerConnection plain = CallerConnection.to(daemon.callers())) {
                assertThatThrownBy(() -> plain.ask("/?token=1")).isInstanceOf(IOException.class);
            }
            daemon.awaitLog("callers: no TLS with 127.0.0.1: it doesn't speak TLS; let it ask by https");
        }
    }

    /** As from another machine, which has no configuration. */
    @Test
    void anAddressIsAskedWhoseCertificateIsOfTheNamedAuthority() throws Exception {
        // Given
        TestingCertificate local = TestingCertificate.create(folder, "local", "ip:127.0.0.1");
        install(local);
        try (UsherProcess daemon = USHER.start(configuration(""))) {
            String address = "https://127.0.0.1:" + daemon.callers();
            String viewer = "http://tv/live/index.m3u8?token=1";

            // When
            UnpackedUsher.Finished trusted = USHER.run(
                    "call", "--usher", address, "--cacert", local.pem().toString(), "--as", "nginx", viewer);
            UnpackedUsher.Finished unknown = USHER.run("call", "--usher", address, "--as", "nginx", viewer);

            // Then
            assertThat(trusted.status()).as(trusted.out() + trusted.err()).isZero();
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.out()).contains("nginx: Usher can't be reached (no TLS: ");
            assertThat(middleware.asked()).hasSize(1);
        }
    }

    @Test
    void anAddressThatWantsACertificateIsShownOne() throws Exception {
        // Given
        TestingCertificate local = TestingCertificate.create(folder, "local", "ip:127.0.0.1");
        install(local);
        try (UsherProcess daemon = USHER.start(configuration(", client-ca: caller.pem"))) {
            String address = "https://127.0.0.1:" + daemon.callers();
            String authority = local.pem().toString();
            String viewer = "http://tv/live/index.m3u8?token=1";

            // When
            UnpackedUsher.Finished known = USHER.run(
                    "call",
                    "--usher",
                    address,
                    "--cacert",
                    authority,
                    "--cert",
                    caller.pem().toString(),
                    "--key",
                    caller.key().toString(),
                    "--as",
                    "nginx",
                    viewer);
            UnpackedUsher.Finished stranger =
                    USHER.run("call", "--usher", address, "--cacert", authority, "--as", "nginx", viewer);

            // Then
            assertThat(known.status()).as(known.out() + known.err()).isZero();
            assertThat(stranger.status()).isEqualTo(1);
            assertThat(middleware.asked()).hasSize(1);
        }
    }

    @Test
    void whoShowsNoCertificateOfTheAuthorityIsNotHeard() throws Exception {
        // Given
        TestingCertificate stranger = TestingCertificate.create(folder, "stranger", "dns:edge.example.com");
        try (UsherProcess daemon = USHER.start(configuration(", client-ca: caller.pem"))) {

            // When
            try (CallerConnection known = CallerConnection.to(daemon.callers(), caller.trusting(usher))) {
                assertThat(known.ask("/?token=1").status()).isEqualTo(200);
            }

            // Then
            assertThatThrownBy(() -> {
                        try (CallerConnection unknown =
                                CallerConnection.to(daemon.callers(), stranger.trusting(usher))) {
                            unknown.ask("/?token=1");
                        }
                    })
                    .isInstanceOf(IOException.class);
            daemon.awaitLog("callers: no TLS with 127.0.0.1: ");
            assertThat(middleware.asked()).hasSize(1);
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndNobodysConnectionEnds() throws Exception {
        try (UsherProcess daemon = USHER.start(configuration(""));
                CallerConnection connected = CallerConnection.to(daemon.callers(), caller.trusting(usher))) {
            // Given
            assertThat(connected.ask("/?token=1").status()).isEqualTo(200);
            TestingCertificate renewed = TestingCertificate.create(folder, "renewed", "dns:usher.example.com");

            // When
            install(renewed);
            daemon.awaitLog(
                    "callers: " + folder.resolve("own.pem") + ", " + folder.resolve("own-key.pem") + " was read again");

            // Then
            assertThat(connected.ask("/?token=1").status()).isEqualTo(200);
            try (CallerConnection next = CallerConnection.to(daemon.callers(), caller.trusting(renewed))) {
                assertThat(next.ask("/?token=1").status()).isEqualTo(200);
            }
            assertThatThrownBy(() -> CallerConnection.to(daemon.callers(), caller.trusting(usher)))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aBrokenOrEndedNewFileLeavesTheFormerInForceAndSaysSo() throws Exception {
        try (UsherProcess daemon = USHER.start(configuration(""))) {
            // When
            Files.writeString(folder.resolve("own-key.pem"), "nothing of the kind");
            daemon.awaitLog("own-key.pem can't be used; what it said before still counts:");
            daemon.awaitLog("tls.key: " + folder.resolve("own-key.pem") + " has no key");
            install(TestingCertificate.create(folder, "ended", "dns:usher", "-startdate", "-3d", "-validity", "1"));
            daemon.awaitLog("own.pem has ended on ");

            // Then
            try (CallerConnection next = CallerConnection.to(daemon.callers(), caller.trusting(usher))) {
                assertThat(next.ask("/?token=1").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsWrongWithTheFilesIsSaidBeforeAnybodyConnects() throws Exception {
        // Given
        Path file = configuration("");

        // When
        Files.delete(folder.resolve("own-key.pem"));
        UnpackedUsher.Finished missing = USHER.run("check", "-c", file.toString());
        install(TestingCertificate.create(folder, "ended", "dns:usher", "-startdate", "-3d", "-validity", "1"));
        UnpackedUsher.Finished ended = USHER.run("check", "-c", file.toString());

        // Then
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.out())
                .contains(": tls.key: ", "management.tls.key: ", folder.resolve("own-key.pem") + " doesn't exist");
        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .contains("warning: tls.certificate: " + folder.resolve("own.pem") + " has ended on ")
                .contains("warning: management.tls.certificate: ");
    }

    /** Under the names that the configuration has. */
    private void install(TestingCertificate certificate) throws IOException {
        Files.copy(certificate.pem(), folder.resolve("own.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate.key(), folder.resolve("own-key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * @param clientCa of the listener for callers, after a comma
     */
    private Path configuration(String clientCa) throws IOException {
        return Files.writeString(
                folder.resolve("usher.yaml"),
                """
                listen: 127.0.0.1:%d
                tls: {certificate: own.pem, key: own-key.pem%s}
                management:
                  listen: 127.0.0.1:%d
                  tls: {certificate: own.pem, key: own-key.pem}
                """.formatted(LoopbackPorts.free(), clientCa, LoopbackPorts.free())
                        + ConfigText.asking(middleware.address()));
    }
}
