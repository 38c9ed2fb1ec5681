package tv.usher.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line is whole, the newest are kept, and no more than so many bytes are. */
class FilesOfEventsAreWholeAndBoundedTest {

    @TempDir
    private Path folder;

    @Test
    void theOldestGo() throws IOException {
        // Given
        RotatedFile file = file(100, 3);

        // When
        for (int number = 100; number < 200; number++) {
            write(file, "{\"number\":" + number + "}\n");
        }
        file.close();

        // Then
        List<String> kept = new ArrayList<>();
        for (String name : List.of("e.jsonl.3", "e.jsonl.2", "e.jsonl.1", "e.jsonl")) {
            assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(100);
            kept.addAll(Files.readAllLines(folder.resolve(name)));
        }
        assertThat(names()).hasSize(4);
        List<String> expected = new ArrayList<>();
        for (int number = 199; expected.size() < kept.size(); number--) {
            expected.add("{\"number\":" + number + "}");
        }
        Collections.reverse(expected);
        assertThat(kept).isEqualTo(expected).hasSizeGreaterThan(15);
    }

    @Test
    void aRestartGoesOnAfterTheLastWholeLine() throws IOException {
        // Given
        Files.writeString(folder.resolve("e.jsonl"), "{\"a\":1}\n{\"b\":");

        // When
        try (RotatedFile file = file(1_000, 3)) {
            write(file, "{\"c\":3}\n");
        }

        // Then
        assertThat(Files.readAllLines(folder.resolve("e.jsonl"))).containsExactly("{\"a\":1}", "{\"c\":3}");
    }

    /** As the former Usher in a take-over does. Lines are as long as a part of a page, so that none is ever seen in part. */
    @Test
    void anotherProcessThatWritesLosesNoLineWhenItIsOpened() throws Exception {
        // Given
        int lines = 20_000;
        Path path = Files.createFile(folder.resolve("e.jsonl"));
        Thread other = new Thread(() -> {
            try (FileChannel own = FileChannel.open(path, StandardOpenOption.APPEND)) {
                for (int number = 0; number < lines; number++) {
                    own.write(ByteBuffer.wrap(line("other", number).getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        // When
        other.start();
        int opened = 0;
        while (other.isAlive()) {
            try (RotatedFile file = file(1 << 30, 3)) {
                write(file, line("own", opened++));
            }
        }
        other.join();

        // Then
        assertThat(Files.readAllLines(path)).hasSize(lines + opened);
    }

    private static String line(String who, int number) {
        return String.format("%-63s\n", who + ' ' + number);
    }

    @Test
    void aFileOfSomebodyElseLosesNothing() throws IOException {
        // Given
        Files.writeString(folder.resolve("e.jsonl"), "x".repeat(100_000));

        // When
        try (RotatedFile file = file(1_000_000, 3)) {
            write(file, "{\"c\":3}\n");
        }

        // Then
        assertThat(Files.readAllLines(folder.resolve("e.jsonl"))).containsExactly("x".repeat(100_000), "{\"c\":3}");
    }

    @Test
    void aFileThatIsTakenAwayIsBegunAgain() throws IOException {
        try (RotatedFile file = file(1_000, 3)) {
            // Given
            write(file, "{\"a\":1}\n");

            // When
            Files.move(folder.resolve("e.jsonl"), folder.resolve("elsewhere"));
            write(file, "{\"b\":2}\n");
        }

        // Then
        assertThat(Files.readString(folder.resolve("elsewhere"))).isEqualTo("{\"a\":1}\n");
        assertThat(Files.readString(folder.resolve("e.jsonl"))).isEqualTo("{\"b\":2}\n");
    }

    /** As logrotate does with "create". */
    @Test
    void aFileThatIsReplacedIsWrittenNoMore() throws IOException {
        try (RotatedFile file = file(1_000, 3)) {
            // Given
            write(file, "{\"a\":1}\n");

            // When
            Files.move(folder.resolve("e.jsonl"), folder.resolve("elsewhere"));
            Files.createFile(folder.resolve("e.jsonl"));
            write(file, "{\"b\":2}\n");
            write(file, "{\"c\":3}\n");
        }

        // Then
        assertThat(Files.readString(folder.resolve("elsewhere"))).isEqualTo("{\"a\":1}\n");
        assertThat(Files.readString(folder.resolve("e.jsonl"))).isEqualTo("{\"b\":2}\n{\"c\":3}\n");
    }

    @Test
    void aFileThatCannotBeMovedLosesNoLine() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("e.jsonl.1").resolve("in the way"));
        IOException unmoved;

        // When
        try (RotatedFile file = file(100, 1)) {
            assertThat(file.write(bytes("{\"number\":1}\n"))).isNull();
            write(file, "x".repeat(99) + '\n');
            unmoved = file.write(bytes("{\"number\":3}\n"));
        }

        // Then
        assertThat(unmoved).isNotNull();
        assertThat(Files.readAllLines(folder.resolve("e.jsonl")))
                .containsExactly("{\"number\":1}", "x".repeat(99), "{\"number\":3}");
    }

    /** As when the file itself can't be moved after the former ones have, which is tried again and again. */
    @Test
    void whereOneOfTheFormerOnesIsMissingNoOlderOneGoes() throws IOException {
        // Given
        Files.writeString(folder.resolve("e.jsonl.2"), "two\n");
        Files.writeString(folder.resolve("e.jsonl.3"), "three\n");

        // When
        try (RotatedFile file = file(10, 3)) {
            write(file, "current\n");
            write(file, "newest\n");
        }

        // Then
        assertThat(Files.readString(folder.resolve("e.jsonl.3"))).isEqualTo("three\n");
        assertThat(Files.readString(folder.resolve("e.jsonl.2"))).isEqualTo("two\n");
        assertThat(Files.readString(folder.resolve("e.jsonl.1"))).isEqualTo("current\n");
        assertThat(Files.readString(folder.resolve("e.jsonl"))).isEqualTo("newest\n");
    }

    @Test
    void strangersCannotReadIt() throws IOException {
        try (RotatedFile file = file(1_000, 3)) {
            write(file, "{\"a\":1}\n");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("e.jsonl"))))
                .endsWith("---");
    }

    private RotatedFile file(long maxSize, int keep) {
        return new RotatedFile(folder.resolve("e.jsonl"), maxSize, keep);
    }

    private static void write(RotatedFile file, String text) throws IOException {
        file.write(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
