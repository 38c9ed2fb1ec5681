package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.exchange.TestingCertificates;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.tls.ListenerTlsSettings;

/** An operator is told in time, and sees that the renewed certificate is the one that is shown. */
class ListenersTellWhenTheirCertificateEndsTest {

    private static final String METRIC = "usher_tls_certificate_not_after_timestamp_seconds";

    @TempDir
    private Path folder;

    @Test
    void alsoAfterItWasRenewed() throws IOException {
        // Given
        TestingCertificates certificates = new TestingCertificates(folder);
        TestingCertificates.Identity first = certificates.selfSigned("first", "EC", "dns:usher");
        ListenerTlsSettings tls =
                new ListenerTlsSettings(folder.resolve("own.pem"), folder.resolve("own-key.pem"), Optional.empty());
        install(first, tls);
        try (TestingListener listener =
                TestingListener.speaking(tls, TestingDecider.allowing(), TestingListener.settings())) {
            assertThat(listener.gauge(METRIC)).isEqualTo(end(first));

            // When
            TestingCertificates.Identity longer = certificates.selfSigned("longer", "EC", "dns:usher", 400);
            install(longer, tls);

            // Then
            assertThat(end(longer)).isGreaterThan(end(first));
            await("the new one").until(() -> listener.gauge(METRIC) == end(longer));
        }
    }

    private static double end(TestingCertificates.Identity identity) {
        return Identity.read(identity.certificate(), identity.key()).end().getEpochSecond();
    }

    private static void install(TestingCertificates.Identity identity, ListenerTlsSettings tls) throws IOException {
        Files.copy(identity.certificate(), tls.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(identity.key(), tls.key(), StandardCopyOption.REPLACE_EXISTING);
    }
}
