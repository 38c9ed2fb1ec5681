package tv.usher.engine.session.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tv.usher.engine.util.IoProblems;

/** Keeps the last few files that couldn't be read, for those who want to know why. */
final class CorruptFiles {

    private static final int KEPT = 3;
    private static final String MARK = ".corrupt-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS").withZone(ZoneOffset.UTC);

    private CorruptFiles() {}

    /**
     * @return where the file is now
     * @throws IOException with a message for operators
     */
    static Path moveAside(Path file, long millis) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + MARK + TIME.format(Instant.ofEpochMilli(millis)));
        try {
            Files.move(file, aside);
            forgetOldest(file);
            return aside;
        } catch (IOException e) {
            throw new IOException("can't move the unreadable " + file + " aside: " + IoProblems.of(e), e);
        }
    }

    /** A folder in the place of a file is somebody's mistake; Usher deletes nothing in it. */
    private static void forgetOldest(Path file) throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(file.getParent())) {
            newestFirst = all.filter(one -> one.getFileName().toString().startsWith(file.getFileName() + MARK))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            Files.delete(old);
        }
    }
}
