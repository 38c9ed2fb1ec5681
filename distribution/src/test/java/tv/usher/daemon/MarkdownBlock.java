package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a page that people read, so that it can be tried out.
 *
 * @param file     relative to the repository
 * @param line     of its first line of text
 * @param language as the fence names it
 */
record MarkdownBlock(Path file, int line, String language, String text) {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    static List<MarkdownBlock> ofReadme(String language) throws IOException {
        return ofPage(Path.of("README.md"), language);
    }

    /**
     * @param page the name of one in {@code doc}
     */
    static List<MarkdownBlock> ofDoc(String page, String language) throws IOException {
        return ofPage(Path.of("distribution/src/main/dist/doc").resolve(page), language);
    }

    /**
     * @param page the name of one in {@code doc/callers}
     */
    static List<MarkdownBlock> ofCallersPage(String page, String language) throws IOException {
        return ofDoc("callers/" + page, language);
    }

    /**
     * @param page relative to the repository
     */
    static List<MarkdownBlock> ofPage(Path page, String language) throws IOException {
        return of(REPOSITORY.resolve(page)).stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** Of all pages of the sources. */
    static List<MarkdownBlock> ofAllPages(String language) throws IOException {
        return ofAllPages().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    static List<MarkdownBlock> ofAllPages() throws IOException {
        List<MarkdownBlock> blocks = new ArrayList<>();
        for (Path page : MarkdownPages.under(REPOSITORY)) {
            blocks.addAll(of(page));
        }
        return blocks;
    }

    private static List<MarkdownBlock> of(Path page) throws IOException {
        List<MarkdownBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) {
                continue;
            }
            if (begin < 0) {
                begin = i;
            } else {
                String text = String.join("\n", lines.subList(begin + 1, i)) + "\n";
                String language = lines.get(begin).substring(3).strip();
                blocks.add(new MarkdownBlock(REPOSITORY.relativize(page), begin + 2, language, text));
                begin = -1;
            }
        }
        return blocks;
    }

    /** The text with something of this test's in place of an example; it must be there. */
    MarkdownBlock with(String example, String ours) {
        if (!text.contains(example)) {
            throw new IllegalStateException(this + " has no " + example + ": correct the test");
        }
        return new MarkdownBlock(file, line, language, text.replace(example, ours));
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
