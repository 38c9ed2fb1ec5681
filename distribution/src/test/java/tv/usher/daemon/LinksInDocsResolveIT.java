package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A reader who follows a link finds a page, in the sources and in what is shipped. */
class LinksInDocsResolveIT {

    private static final Path SOURCES = Path.of("").toAbsolutePath().getParent();
    private static final Path SHIPPED = UnpackedUsher.built().home();

    @Test
    void ofTheSources() throws IOException {
        assertThat(MarkdownLink.under(SOURCES)).isNotEmpty().allMatch(link -> Files.exists(link.file()));
    }

    @Test
    void ofWhatIsShipped() throws IOException {
        assertThat(MarkdownLink.under(SHIPPED))
                .isNotEmpty()
                .allMatch(link -> Files.exists(link.file()))
                .allMatch(link -> link.file().startsWith(SHIPPED));
    }

    @Test
    void andTheChapterLeadsToEachShippedBackend() throws IOException {
        for (String backend : System.getProperty("usher.backends").split(",")) {
            assertThat(MarkdownLink.under(SHIPPED))
                    .contains(
                            new MarkdownLink(SHIPPED.resolve("doc/04-middlewares.md"), "backends/" + backend + ".md"));
        }
    }
}
