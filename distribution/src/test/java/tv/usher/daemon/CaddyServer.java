package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real Caddy of its own, with everything it writes below one folder. */
final class CaddyServer implements AutoCloseable {

    private static final String OPTIONS = """
            {
                admin off
                auto_https off
            }
            """;

    private final RunningProgram program;
    private final int port;

    private CaddyServer(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * @param site the site's block, {@code example.com} standing for its address
     */
    static CaddyServer start(Path folder, MarkdownBlock site) throws IOException {
        return start(folder, Map.of("127.0.0.1", site));
    }

    /**
     * Waits until it listens; skips the test where there is no Caddy.
     *
     * @param sites by their hosts
     */
    static CaddyServer start(Path folder, Map<String, MarkdownBlock> sites) throws IOException {
        String caddy = RealPrograms.require("caddy").toString();
        int port = LoopbackPorts.free();
        StringBuilder configuration = new StringBuilder(OPTIONS);
        sites.forEach((host, site) -> configuration.append(
                site.with("example.com {", "http://" + host + ':' + port + " {").text()));
        Path file = Files.writeString(folder.resolve("Caddyfile"), configuration);
        ProcessBuilder builder =
                new ProcessBuilder(caddy, "run", "--config", file.toString(), "--adapter", "caddyfile");
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        return new CaddyServer(RunningProgram.start(builder).readyWhen(() -> CallerConnection.isAccepted(port)), port);
    }

    int port() {
        return port;
    }

    /** Asks on a connection of its own, as a viewer. */
    CallerConnection.Answer get(String target, String... headers) throws IOException {
        try (CallerConnection viewer = CallerConnection.to(port)) {
            StringBuilder request =
                    new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            viewer.sendBytes(request.append("\r\n").toString());
            return viewer.read();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
