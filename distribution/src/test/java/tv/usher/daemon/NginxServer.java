package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real nginx of its own, with everything it writes below one folder. */
final class NginxServer implements AutoCloseable {

    private final RunningProgram program;
    private final int port;

    private NginxServer(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * @param http   what stands in {@code http { }} beside the server
     * @param server what stands in {@code server { }}
     */
    static NginxServer start(Path prefix, String http, String server) throws IOException {
        return start(prefix, http, Map.of("localhost 127.0.0.1 usher", server));
    }

    /**
     * Waits until it listens; skips the test where there is no nginx.
     *
     * @param http    what stands in {@code http { }} beside the servers, {@code listen 80} standing for its address
     * @param servers what stands in each {@code server { }}, by its name
     */
    static NginxServer start(Path prefix, String http, Map<String, String> servers) throws IOException {
        String nginx = RealPrograms.require("nginx").toString();
        int port = LoopbackPorts.free();
        Path configuration = Files.writeString(prefix.resolve("nginx.conf"), configuration(port, http, servers));
        Path pid = prefix.resolve("nginx.pid"); // written once it listens
        RunningProgram program = RunningProgram.start(
                new ProcessBuilder(nginx, "-p", prefix.toString(), "-e", "stderr", "-c", configuration.toString()));
        return new NginxServer(program.readyWhen(() -> Files.exists(pid)), port);
    }

    private static String configuration(int port, String http, Map<String, String> servers) {
        String listen = "listen 127.0.0.1:" + port;
        StringBuilder blocks = new StringBuilder(http.replace("listen 80", listen));
        servers.forEach((name, server) -> blocks.append("server { " + listen + "; server_name " + name + ";\n")
                .append(server)
                .append("}\n"));
        // Started by root it would give itself up to a user who may not see a test's folder.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        return """
                daemon off;
                %s
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path body; proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                %s
                }
                """.formatted(user, blocks);
    }

    int port() {
        return port;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks on a connection of its own, as a viewer. */
    CallerConnection.Answer get(String target, String... headers) throws IOException {
        try (CallerConnection viewer = CallerConnection.to(port)) {
            return viewer.ask(target, headers);
        }
    }

    /** What it complained about. */
    String log() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
