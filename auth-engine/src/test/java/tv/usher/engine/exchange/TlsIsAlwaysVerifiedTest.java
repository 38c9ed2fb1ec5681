package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TLS;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.exchange.tls.TlsSettings;

@Timeout(120)
class TlsIsAlwaysVerifiedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final TestingServer.Script ANSWERING = connection -> {
        while (connection.readQuestion() != null) {
            connection.write(OK);
        }
    };

    @TempDir
    static Path folder;

    private static TestingCertificates certificates;
    private static TestingCertificates.Identity middleware;
    private static TestingCertificates.Identity usher;

    @BeforeAll
    static void makeCertificate() {
        certificates = new TestingCertificates(folder);
        middleware = certificates.selfSigned("middleware", "EC", "dns:mw.example.com,ip:127.0.0.1");
        usher = certificates.selfSigned("usher", "EC", "dns:usher.example.com");
    }

    /** Every name leads to this machine. */
    private static TestingHttpExchange backend(TestingServer server, String host) {
        return new TestingHttpExchange(server.endpoint(host, "/"))
                .lookup(TestingLookup.to(name -> InetAddress.getLoopbackAddress()));
    }

    private static TlsSettings trusting(Path ca) {
        return new TlsSettings(Optional.of(ca), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mw.example.com", "MW.Example.Com", "127.0.0.1"})
    void aTrustedAuthorityAndTheRightNameAreFine(String host) {
        try (TestingServer server = TestingServer.runningTls(middleware.server(), ANSWERING);
                TestingHttpExchange backend = backend(server, host).tls(trusting(middleware.certificate()))) {
            // When
            for (int i = 0; i < 5; i++) {
                assertThat(answer(backend.ask()).body()).isEqualTo("ok");
            }

            // Then
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.questions().get(0)).contains("\r\nHost: " + host + ":" + server.port() + "\r\n");
        }
    }

    @Test
    void severalAuthoritiesInOneFile() {
        Path both = certificates.write(
                "both.pem", "Comments are fine.\n" + usher.certificatePem() + "\r\n" + middleware.certificatePem());
        try (TestingServer server = TestingServer.runningTls(middleware.server(), ANSWERING);
                TestingHttpExchange backend = backend(server, "mw.example.com").tls(trusting(both))) {
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
        }
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        try (TestingServer server = TestingServer.runningTls(middleware.server(), ANSWERING);
                TestingHttpExchange backend = backend(server, "mw.example.com")) {
            // When
            ExchangeFailure failure = failure(backend.ask("token=secret"));

            // Then
            assertThat(failure.kind()).isEqualTo(TLS);
            assertThat(failure)
                    .hasMessage("certificate isn't valid for mw.example.com: "
                            + "unable to find valid certification path to requested target");
            assertThat(server.questions()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com", "example.com", "a.mw.example.com", "127.0.0.2"})
    void anotherNameIsRefused(String host) {
        try (TestingServer server = TestingServer.runningTls(middleware.server(), ANSWERING);
                TestingHttpExchange backend = backend(server, host).tls(trusting(middleware.certificate()))) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(TLS);
            assertThat(failure.getMessage()).startsWith("certificate isn't valid for " + host + ": No ");
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        TestingCertificates.Identity expired = certificates.expired("expired", "dns:mw.example.com", middleware);
        try (TestingServer server = TestingServer.runningTls(expired.server(), ANSWERING);
                TestingHttpExchange backend =
                        backend(server, "mw.example.com").tls(trusting(middleware.certificate()))) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(TLS);
            assertThat(failure.getMessage()).startsWith("certificate isn't valid for mw.example.com: NotAfter: ");
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void oldProtocolsAreRefused() {
        try (TestingServer server =
                        TestingServer.runningTls(middleware.serverThatDemands(null, "TLSv1", "TLSv1.1"), ANSWERING);
                TestingHttpExchange backend =
                        backend(server, "mw.example.com").tls(trusting(middleware.certificate()))) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(TLS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void weShowOurCertificate(String algorithm) {
        // Given
        TestingCertificates.Identity usher = certificates.selfSigned("our-" + algorithm, algorithm, "dns:usher");
        TlsSettings tls = new TlsSettings(
                Optional.of(middleware.certificate()), Optional.of(usher.certificate()), Optional.of(usher.key()));
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (TestingServer server =
                            TestingServer.runningTls(middleware.serverThatDemands(usher, protocol), ANSWERING);
                    TestingHttpExchange backend =
                            backend(server, "mw.example.com").tls(tls)) {
                // When, Then
                assertThat(answer(backend.ask()).status()).as(protocol).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMiddlewareThatDemandsACertificateWeLackFails(String protocol) {
        try (TestingServer server = TestingServer.runningTls(middleware.serverThatDemands(usher, protocol), ANSWERING);
                TestingHttpExchange backend =
                        backend(server, "mw.example.com").tls(trusting(middleware.certificate()))) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then the server's alert, or its reset if that is faster
            assertThat(failure.kind()).isIn(TLS, ExchangeFailure.Kind.RESET);
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void anAnswerCutOffIsNoAnswer() {
        TestingServer.Script cutOff = connection -> {
            connection.readQuestion();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        };
        try (TestingServer server = TestingServer.runningTls(middleware.server(), cutOff);
                TestingHttpExchange backend =
                        backend(server, "mw.example.com").tls(trusting(middleware.certificate()))) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(ExchangeFailure.Kind.RESET);
        }
    }
}
