package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.engine.cut.CutSettings;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.HttpExchange;
import tv.usher.engine.exchange.TestingCertificates;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.util.Clock;

/** A login of a media server's API goes to nobody who can't show that he is that media server. */
class MediaServersShowTheirCertificateTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Timer timer = new HashedWheelTimer();
    private TestingCertificates.Identity own;
    private TestingCertificates.Identity other;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        TestingCertificates certificates = new TestingCertificates(folder);
        own = certificates.selfSigned("own", "EC", "ip:127.0.0.1");
        other = certificates.selfSigned("other", "EC", "ip:127.0.0.1");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(showing(own)));
        server.createContext("/", call -> {
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        timer.stop();
    }

    @Test
    void ofTheConfiguredAuthority() {
        assertThat(asked("127.0.0.1", Optional.of(own.certificate()))).isEqualTo(200);
    }

    @Test
    void orNobodyAsksIt() {
        assertRefused("127.0.0.1", Optional.of(other.certificate()));
        assertRefused("127.0.0.1", Optional.empty());
        assertRefused("localhost", Optional.of(own.certificate()));
    }

    private void assertRefused(String host, Optional<Path> ca) {
        assertThatThrownBy(() -> asked(host, ca))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ExchangeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ExchangeFailure.Kind.TLS));
    }

    private int asked(String host, Optional<Path> ca) {
        CutSettings settings = new CutSettings(
                LONG,
                Duration.ZERO,
                8,
                1000,
                50,
                1000,
                10,
                ca.map(file -> new TlsSettings(Optional.of(file), Optional.empty(), Optional.empty())));
        URI api = URI.create("https://" + host + ':' + server.getAddress().getPort() + "/api");
        try (HttpExchange exchange = Cutting.exchange(settings, timer, Clock.system())) {
            return exchange.send("DELETE", Endpoint.of(api).get(QueryString.EMPTY), LONG)
                    .join()
                    .status();
        }
    }

    private static SSLContext showing(TestingCertificates.Identity identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Identity.read(identity.certificate(), identity.key()).toStore(), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
