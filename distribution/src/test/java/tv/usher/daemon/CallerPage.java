package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tv.usher.api.testing.LoopbackPorts;

/**
 * A page of {@code doc/callers} that is run as it stands: the caller's side and Usher's, with this machine's addresses in place of the
 * examples.
 *
 * @param name of the file
 * @param port where Usher listens, whenever it runs
 */
record CallerPage(String name, int port) {

    private static final String MIDDLEWARE = "http://127.0.0.1:6000";
    private static final String LISTENS = "0.0.0.0:1064";
    private static final String ASKED_AT = "192.0.2.1:1064";

    static CallerPage of(String name) throws IOException {
        return new CallerPage(name, LoopbackPorts.free());
    }

    /** The page's only block of a language. */
    MarkdownBlock block(String language) throws IOException {
        List<MarkdownBlock> blocks = MarkdownBlock.ofCallersPage(name, language);
        if (blocks.size() != 1) {
            throw new IllegalStateException(name + " has " + blocks.size() + " blocks of " + language);
        }
        return blocks.get(0);
    }

    /** The block that says where Usher is asked. */
    MarkdownBlock asking(String language) throws IOException {
        return ofMany(language, true).with(ASKED_AT, "127.0.0.1:" + port);
    }

    /** The other block of nginx, by which viewers are cut. */
    MarkdownBlock control() throws IOException {
        return ofMany("nginx", false);
    }

    private MarkdownBlock ofMany(String language, boolean asking) throws IOException {
        List<MarkdownBlock> blocks = MarkdownBlock.ofCallersPage(name, language).stream()
                .filter(block -> block.text().contains(ASKED_AT) == asking)
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalStateException(name + " has " + blocks.size() + " such blocks of " + language);
        }
        return blocks.get(0);
    }

    /** Usher's side, also for commands. */
    Path writeConfiguration(Path folder, String middleware) throws IOException {
        return writeConfiguration(
                folder, block("yaml").with(LISTENS, "127.0.0.1:" + port).with(MIDDLEWARE, middleware));
    }

    /** As above, without a line of the page. */
    Path writeConfigurationWithout(String line, Path folder, String middleware) throws IOException {
        return writeConfiguration(
                folder,
                block("yaml")
                        .with(LISTENS, "127.0.0.1:" + port)
                        .with(MIDDLEWARE, middleware)
                        .with(line + '\n', ""));
    }

    private static Path writeConfiguration(Path folder, MarkdownBlock ours) throws IOException {
        int management = LoopbackPorts.free();
        return Files.writeString(
                folder.resolve("usher.yaml"), ours.text() + "management: {listen: 127.0.0.1:" + management + "}\n");
    }
}
