package tv.usher.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** Apache's page, in a real Apache httpd in front of files. */
class ApacheRecipeIT {

    @TempDir
    private Path folder;

    @Test
    void tokenOfTheQueryDecidesAndUsherMayGoAndComeBack() throws Exception {
        Path root = Files.createDirectory(folder.resolve("tv"));
        Path segment = root.resolve(EdgeContract.SEGMENT.substring("/live/".length()));
        Files.createDirectories(segment.getParent());
        Files.writeString(segment, EdgeContract.TEXT);
        CallerPage page = CallerPage.of("apache.md");
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
                ApacheServer apache = ApacheServer.start(
                        folder,
                        page.block("apache")
                                .with("edge.example.com", "usher")
                                .with("/srv/tv", root.toString())
                                .text(),
                        page.asking("lua"))) {
            new EdgeContract(page, folder, php).requireOf(apache::get);
        }
    }
}
