package tv.usher.daemon;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** HAProxy's page, in a real HAProxy in front of a media server. */
class HaproxyRecipeIT {

    @TempDir
    private Path folder;

    @Test
    void tokenOfTheQueryDecidesAndUsherMayGoAndComeBack() throws Exception {
        CallerPage page = CallerPage.of("haproxy.md");
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
                LoopbackServer media = LoopbackServer.start(HaproxyRecipeIT::sendSegment);
                HaproxyServer haproxy = HaproxyServer.start(
                        folder,
                        page.block("haproxy")
                                .with("192.0.2.20:80", "127.0.0.1:" + media.port())
                                .with("edge.example.com", "usher")
                                .text(),
                        page.asking("lua"))) {
            new EdgeContract(page, folder, php).requireOf(haproxy::get);
        }
    }

    private static void sendSegment(Socket connection) throws IOException {
        CallerConnection.readHead(connection.getInputStream());
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + EdgeContract.TEXT.length()
                + "\r\nConnection: close\r\n\r\n" + EdgeContract.TEXT;
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
