package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class StoreKeepsNoTokensTest {

    private static final String TOKEN = "s3cr3t-ticket-of-anna";

    @TempDir
    Path parent;

    @Test
    void notInAnyFile() throws Exception {
        // Given
        Path folder = parent.resolve("data");
        TestingClock clock = new TestingClock();
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            // When
            usher.grant("/live/ch1/index.m3u8", TOKEN, Duration.ofHours(10));
            usher.grant("/live/ch2/index.m3u8", "x&token=" + TOKEN, Duration.ofHours(10));
            Session kicked = usher.grant("/live/ch3/index.m3u8", TOKEN, Duration.ofHours(10))
                    .session();
            usher.sessions().revocations().kick(kicked.key(), TestingKicks.of(Duration.ofHours(1)));
            usher.grant("/live/ch5/index.m3u8", "another", Duration.ofHours(10));
            usher.sessions()
                    .deny(
                            usher.viewing("/live/ch4/index.m3u8", "token=" + TOKEN),
                            new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "own"));
        }

        // Then
        assertThat(TestingUsher.files(folder)).containsKeys(Path.of("secret"), Path.of(SessionFiles.NAME));
        TestingUsher.files(folder).values().forEach(bytes -> {
            assertThat(text(bytes)).doesNotContain(TOKEN);
            assertThat(new String(bytes, StandardCharsets.UTF_16BE)).doesNotContain(TOKEN);
        });
        assertThat(text(TestingUsher.files(folder).get(Path.of(SessionFiles.NAME))))
                .as("the file isn't packed")
                .contains("/live/ch5/");
    }

    @Test
    void nobodyElseMayRead() throws Exception {
        Path folder = parent.resolve("data");
        try (TestingUsher usher = TestingUsher.startedOn(folder, new TestingClock())) {
            usher.grant("/live/ch1/index.m3u8", TOKEN, Duration.ofHours(10));
        }
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("secret"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve(SessionFiles.NAME))).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
