package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real Apache httpd of its own, with everything it writes below one folder. */
final class ApacheServer implements AutoCloseable {

    private static final String MODULES = "/usr/lib/apache2/modules/";

    private final RunningProgram program;
    private final int port;

    private ApacheServer(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Waits until it listens; skips the test where there is no Apache, or none that can ask.
     *
     * @param sites  {@code *:80} standing for its address, and {@code /etc/apache2} for its folder
     * @param script what it loads as {@code usher.lua}
     */
    static ApacheServer start(Path folder, String sites, MarkdownBlock script) throws IOException {
        String apache = RealPrograms.require("apache2").toString();
        RealPrograms.requireFile("/usr/share/lua/5.3/socket/http.lua");
        int port = LoopbackPorts.free();
        Files.writeString(folder.resolve("usher.lua"), script.text());
        Path file = Files.writeString(
                folder.resolve("httpd.conf"),
                configuration(folder, port)
                        + sites.replace("*:80", "*:" + port).replace("/etc/apache2", folder.toString()));
        // -X: one process in the foreground, which stays the user's who may see a test's folder.
        ProcessBuilder builder = new ProcessBuilder(apache, "-X", "-f", file.toString());
        return new ApacheServer(RunningProgram.start(builder).readyWhen(() -> CallerConnection.isAccepted(port)), port);
    }

    /** What Debian's own configuration brings. */
    private static String configuration(Path folder, int port) {
        return """
                ServerRoot %1$s
                ServerName 127.0.0.1
                DefaultRuntimeDir %1$s
                PidFile %1$s/httpd.pid
                ErrorLog %1$s/httpd.log
                Listen 127.0.0.1:%2$d
                LoadModule mpm_event_module %3$smod_mpm_event.so
                LoadModule authz_core_module %3$smod_authz_core.so
                LoadModule alias_module %3$smod_alias.so
                LoadModule lua_module %3$smod_lua.so
                LoadModule rewrite_module %3$smod_rewrite.so
                LoadModule setenvif_module %3$smod_setenvif.so
                LoadModule headers_module %3$smod_headers.so
                """.formatted(folder, port, MODULES);
    }

    int port() {
        return port;
    }

    /** Asks on a connection of its own, as a viewer. */
    CallerConnection.Answer get(String target, String... headers) throws IOException {
        try (CallerConnection viewer = CallerConnection.to(port)) {
            return viewer.ask(target, headers);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
