package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped service lets nobody else read what it creates, but for the events: for these the group is promised that it may. */
class GroupMayReadEventsIT {

    private static final Path UNIT = Path.of("src/main/dist/systemd/usher.service");

    @TempDir
    private Path folder;

    @Test
    void underTheUmaskOfTheService() throws Exception {
        // Given
        String umask = Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith("UMask="))
                .map(line -> line.substring("UMask=".length()))
                .findFirst()
                .orElseThrow();
        List<String> asService = List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$0\" \"$@\"");
        Path events = folder.resolve("log/usher/events.jsonl");
        Path former = events.resolveSibling("events.jsonl.1");

        // When
        try (UsherProcess usher =
                UnpackedUsher.built().start(asService, ConfigText.write(folder, """
                events: {file: '%s', max-size: 65536}
                on-unavailable: deny
                access: [{name: nobody, then: deny}]
                """.formatted(events)))) {
            for (int viewer = 0; viewer < 250; viewer++) {
                usher.ask("/nginx", "X-Original-URI: /live/a/1.ts", "X-Real-IP: 198.18.0." + viewer);
                usher.ask("/nginx", "X-Original-URI: /live/b/1.ts", "X-Real-IP: 198.18.1." + viewer);
            }
            await("the first file being full").until(() -> Files.exists(former));
            await("the one after it").until(() -> Files.exists(events));
        }

        // Then
        assertThat(permissions(events)).isEqualTo("rw-r-----");
        assertThat(permissions(former)).isEqualTo("rw-r-----");
        assertThat(permissions(events.getParent())).isEqualTo("rwxr-x---");
        assertThat(permissions(events.getParent().getParent())).isEqualTo("rwxr-x---");
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
