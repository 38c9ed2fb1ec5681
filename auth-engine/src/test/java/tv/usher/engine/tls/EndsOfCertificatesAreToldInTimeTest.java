package tv.usher.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.exchange.TestingCertificates;

/** What {@code usher check} and the start warn of: two weeks are enough to renew a certificate. */
class EndsOfCertificatesAreToldInTimeTest {

    @TempDir
    private Path folder;

    private ListenerTlsSettings tls;
    private Instant end;

    @BeforeEach
    void make() {
        TestingCertificates.Identity own = new TestingCertificates(folder).selfSigned("own", "EC", "dns:usher", 90);
        tls = new ListenerTlsSettings(own.certificate(), own.key(), Optional.empty());
        end = Identity.read(own.certificate(), own.key()).end();
    }

    @Test
    void fromTwoWeeksBefore() {
        assertThat(warningAt(Duration.ofDays(-14).minusSeconds(1))).isEmpty();
        assertThat(warningAt(Duration.ofDays(-14).plusSeconds(1)))
                .hasValueSatisfying(text -> assertThat(text).contains("own.crt ends on ", "; renew it"));
    }

    @Test
    void andAfterwards() {
        assertThat(warningAt(Duration.ofSeconds(1)))
                .hasValueSatisfying(text -> assertThat(text).contains("own.crt has ended on "));
    }

    private Optional<String> warningAt(Duration fromTheEnd) {
        return tls.warning(end.plus(fromTheEnd));
    }
}
