package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.exchange.TestingCertificates;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.tls.PinnedCertificate;

/** T34: who sends something else than TLS, or TLS too slowly, is ended like a slow head, asks nothing, and keeps nobody waiting. */
class TlsIsBoundedTest {

    /** Long enough for a handshake on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final String QUESTION = "GET / HTTP/1.1\r\nHost: u\r\n\r\n";

    /** A record that says it has 512 bytes, and the first of them. */
    private static final String BEGUN_HANDSHAKE = "\u0016\u0003\u0001\u0002\u0000\u0001";

    @TempDir
    static Path folder;

    private static ListenerTlsSettings tls;

    @BeforeAll
    static void makeCertificate() {
        TestingCertificates.Identity own = new TestingCertificates(folder).selfSigned("own", "EC", "dns:usher");
        tls = new ListenerTlsSettings(own.certificate(), own.key(), Optional.empty());
    }

    @Test
    void aSlowHandshakeEndsAndOthersAreServedMeanwhile() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.allowing();
        try (TestingListener listener = listener(decider, SHORT);
                RawConnection good = tlsTo(listener);
                RawConnection silent = listener.connect();
                RawConnection slow = listener.connect()) {

            // When
            slow.sendLeniently(BEGUN_HANDSHAKE);
            int answered = good.send(QUESTION).answer().status();

            // Then
            assertThat(answered).isEqualTo(200);
            assertThat(slow.isClosedByListener()).isTrue();
            assertThat(silent.isClosedByListener()).isTrue();
            await().until(() -> listener.counted("usher_failed_handshakes") == 2);
            assertThat(decider.questions()).hasSize(1);
        }
    }

    @Test
    void aSlowHeadWithinTlsIsEndedToo() throws IOException {
        try (TestingListener listener = listener(TestingDecider.allowing(), SHORT);
                RawConnection slow = tlsTo(listener)) {
            // When
            slow.send("GET / HT");

            // Then
            assertThat(slow.answer().status()).isEqualTo(408);
            assertThat(slow.isClosedByListener()).isTrue();
        }
    }

    @Test
    void plainHttpIsNoQuestion() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.allowing();
        try (TestingListener listener = listener(decider, TestingListener.LONG);
                TestingLog log = TestingLog.of(HandshakeFailures.class)) {
            for (int i = 0; i < 20; i++) {
                try (RawConnection plain = listener.connect()) {
                    // When
                    String heard = plain.sendLeniently(QUESTION).everything();

                    // Then
                    assertThat(heard).doesNotContain("HTTP");
                }
            }
            await().until(() -> listener.counted("usher_failed_handshakes") == 20);
            assertThat(decider.questions()).isEmpty();
            assertThat(log.lines())
                    .as("one of many is told")
                    .containsExactly("test: no TLS with 127.0.0.1: it doesn't speak TLS; let it ask by https");
        }
    }

    @Test
    void whatBreaksAfterTheHandshakeEndsThatConnectionAlone() throws IOException {
        try (TestingListener listener = listener(TestingDecider.allowing(), TestingListener.LONG);
                TestingLog bugs = TestingLog.of(LastResort.class);
                RawConnection good = tlsTo(listener)) {
            // When
            try (RawConnection broken = listener.connect()) {
                broken.sendLeniently(BEGUN_HANDSHAKE + "x".repeat(600));
                broken.everything();
            }

            // Then
            assertThat(good.send(QUESTION).answer().status()).isEqualTo(200);
            assertThat(bugs.lines()).isEmpty();
        }
    }

    @Test
    void aStopEndsWhoIsStillAtTheHandshake() throws IOException {
        // Given
        TestingListener listener = listener(TestingDecider.allowing(), TestingListener.LONG);
        try (listener;
                RawConnection slow = listener.connect()) {
            slow.send(BEGUN_HANDSHAKE);
            await().until(() -> listener.connections() == 1);

            // When
            listener.stop();

            // Then
            assertThat(slow.everything()).doesNotContain("HTTP");
        }
    }

    private static TestingListener listener(TestingDecider decider, Duration requestTimeout) throws IOException {
        return TestingListener.speaking(tls, decider, TestingListener.settings(requestTimeout, TestingListener.LONG));
    }

    private static RawConnection tlsTo(TestingListener listener) throws IOException {
        return RawConnection.to(listener.address(), PinnedCertificate.contextFor(tls));
    }
}
