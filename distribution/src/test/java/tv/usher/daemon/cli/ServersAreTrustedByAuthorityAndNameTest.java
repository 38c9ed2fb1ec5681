package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.daemon.TestingCertificate;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.PemFile;

/** A command tells a viewer's token to nobody who can't show that he is the server that it was told to ask. */
class ServersAreTrustedByAuthorityAndNameTest {

    @TempDir
    private Path folder;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private TestingCertificate own;
    private TestingCertificate other;
    private SSLServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        own = TestingCertificate.create(folder, "own", "ip:127.0.0.1");
        other = TestingCertificate.create(folder, "other", "ip:127.0.0.1");
        server = (SSLServerSocket) own.unboundSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread.execute(this::greetAll);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        thread.shutdownNow();
    }

    private void greetAll() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write('!');
            } catch (IOException e) {
                // refused, or the test is over
            }
        }
    }

    @Test
    void whoIsOfTheNamedAuthorityAndName() throws IOException {
        assertThat(greeting("127.0.0.1", authorities(own))).isEqualTo('!');
        assertThat(greeting(
                        "127.0.0.1",
                        List.of(authorities(other).get(0), authorities(own).get(0))))
                .isEqualTo('!');
    }

    @Test
    void andNobodyElse() {
        assertThatThrownBy(() -> greeting("127.0.0.1", authorities(other))).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> greeting("127.0.0.1", List.of()))
                .as("whom Java trusts")
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> greeting("localhost", authorities(own)))
                .as("another name")
                .isInstanceOf(SSLException.class);
    }

    @Test
    void alsoWhereTheInputIsReadByOthers() {
        TlsClient client = TlsClient.trusting(authorities(own), Optional.empty(), new HostPort("127.0.0.1", 1));

        assertThat(client.engine().getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(client.engine().getPeerHost()).isEqualTo("127.0.0.1");
        assertThat(client.engine().getUseClientMode()).isTrue();
    }

    private static List<X509Certificate> authorities(TestingCertificate certificate) {
        return PemFile.certificates("--cacert", certificate.pem());
    }

    private int greeting(String host, List<X509Certificate> authorities) throws IOException {
        HostPort address = new HostPort(host, server.getLocalPort());
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), address.port());
                Socket safe = TlsClient.trusting(authorities, Optional.empty(), address)
                        .over(plain)) {
            return safe.getInputStream().read();
        }
    }
}
