package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real nginx of its own with its RTMP module, and nothing but that. */
final class RtmpServer implements AutoCloseable {

    private static final String MODULE = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

    private final RunningProgram program;
    private final int port;
    private final int controlPort;

    private RtmpServer(RunningProgram program, int port, int controlPort) {
        this.program = program;
        this.port = port;
        this.controlPort = controlPort;
    }

    /**
     * Waits until it listens; skips the test where there is no nginx with this module.
     *
     * @param rtmp    the block of that name, which listens on 1935
     * @param control the server by which viewers are cut, which listens on 192.0.2.10:8080 and is there for 192.0.2.1
     */
    static RtmpServer start(Path folder, MarkdownBlock rtmp, MarkdownBlock control) throws IOException {
        String nginx = RealPrograms.require("nginx").toString();
        int port = LoopbackPorts.free();
        int controlPort = LoopbackPorts.free();
        String controlText = control.with("listen 192.0.2.10:8080;", "listen 127.0.0.1:" + controlPort + ";")
                .with("allow 192.0.2.1;", "allow 127.0.0.1;")
                .text();
        String text =
                rtmp.with("listen 1935;", "listen 127.0.0.1:" + port + ";").text();
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"), """
                load_module %s;
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 256; }
                %shttp { access_log off; client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
                %s}
                """.formatted(RealPrograms.requireFile(MODULE), text, controlText));
        RunningProgram program = RunningProgram.start(
                new ProcessBuilder(nginx, "-p", folder.toString(), "-e", "stderr", "-c", configuration.toString()));
        return new RtmpServer(program.readyWhen(() -> CallerConnection.isAccepted(port)), port, controlPort);
    }

    /** Where a stream of the application {@code live} is. */
    String stream(String nameAndQuery) {
        return "rtmp://127.0.0.1:" + port + "/live/" + nameAndQuery;
    }

    /** Where viewers are cut. */
    String control() {
        return "http://127.0.0.1:" + controlPort + "/control";
    }

    @Override
    public void close() {
        program.close();
    }
}
