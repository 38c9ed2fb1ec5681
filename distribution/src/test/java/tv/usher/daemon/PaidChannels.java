package tv.usher.daemon;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Channels on three hosts, in files that say which channel they are. On {@code tv.example} the token 123 pays for one channel, another is
 * free, and two are for nobody here; {@code vip.example} is for nobody, {@code open.example} for everybody,
 * and {@code lobby.example}, where no edge is, would be.
 */
final class PaidChannels implements AutoCloseable {

    static final String HOST = "tv.example";
    static final List<String> HOSTS = List.of(HOST, "vip.example", "open.example");

    private static final List<String> CHANNELS = List.of("paid", "other", "free", "shut");
    private static final List<String> FILES = List.of("index.m3u8", "s1.ts", "s2.ts", "s 1.ts", "\u0436/s1.ts");
    private static final Pattern MARK = Pattern.compile("<([a-z.]+ [a-z]+)>");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-(?:length: |range: bytes [-0-9]+/)(\\d+)\r?$");

    private final Path folder;
    private final LoopbackServer middleware = LoopbackServer.start(PaidChannels::answerAll);
    private final Map<String, String> byLength = new HashMap<>();

    PaidChannels(Path folder) throws IOException {
        this.folder = folder;
        int length = 2000;
        for (String host : HOSTS) {
            for (String channel : CHANNELS) {
                String mark = host + ' ' + channel;
                length += 10;
                byLength.put(Integer.toString(length), mark);
                for (String file : FILES) {
                    Path path = rootOf(host).resolve("live/" + channel + '/' + file);
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, ('<' + mark + ">\n").repeat(200).substring(0, length));
                }
            }
        }
    }

    Path rootOf(String host) {
        return folder.resolve("tv/" + host);
    }

    /** What Usher is to know of them. */
    String configuration() {
        return """
                on-unavailable: deny
                backends:
                  own: {type: http, address: "http://127.0.0.1:%d", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: vip, when: {host: [vip.example]}, then: deny}
                  - {name: open, when: {host: [open.example, lobby.example]}, then: allow}
                  - {name: shut, when: {path: ["/live/shut/**"]}, then: deny}
                  - {name: free, when: {path: ["/live/free/**"]}, then: allow}
                  - {name: everyone, ask: [own]}
                """.formatted(middleware.port());
    }

    /** The token pays for one channel of one host. */
    private static void answerAll(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        while (true) {
            String head = CallerConnection.readHead(connection.getInputStream());
            boolean pays = head.matches("(?s)GET /\\?token=123 HTTP.*")
                    && Pattern.compile("(?im)^x-real-path: /live/paid/")
                            .matcher(head)
                            .find()
                    && !Pattern.compile("(?im)^x-real-(host|origin): .*vip")
                            .matcher(head)
                            .find();
            String answer = pays ? "200 OK" : "403 Forbidden";
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Host and channel of all that an edge's answers show, also by their length where a HEAD has no content. */
    Set<String> shownIn(String answers) {
        Set<String> shown = MARK.matcher(answers)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        LENGTH.matcher(answers)
                .results()
                .map((MatchResult found) -> byLength.get(found.group(1)))
                .filter(mark -> mark != null)
                .forEach(shown::add);
        return shown;
    }

    static boolean isFor(boolean pays, String mark) {
        return mark.startsWith("open.example ")
                || mark.equals("tv.example free")
                || pays && mark.equals("tv.example paid");
    }

    @Override
    public void close() {
        middleware.close();
    }
}
