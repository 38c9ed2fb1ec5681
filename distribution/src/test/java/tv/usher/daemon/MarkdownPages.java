package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the pages that people read. */
final class MarkdownPages {

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");
    private static final String FOR_CONTRIBUTORS = ".github";

    private MarkdownPages() {}

    /** All under a folder, those of builds and of other tools' hidden folders left out. */
    static SortedSet<Path> under(Path root) throws IOException {
        SortedSet<Path> pages = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return NOT_OURS.contains(name) || name.startsWith(".") && !name.equals(FOR_CONTRIBUTORS)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
