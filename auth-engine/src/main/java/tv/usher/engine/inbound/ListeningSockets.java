package tv.usher.engine.inbound;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tv.usher.engine.net.HostPort;

/**
 * Sockets that listen already, opened by another process, by the names of the listeners. Who connects while nobody accepts waits in the
 * kernel's queue, so that a restart refuses nobody.
 */
public final class ListeningSockets {

    private static final int FIRST = 3;
    private static final int NON_BLOCKING = 04000;

    private final Map<String, Integer> files;
    private final List<HostPort> held;

    private ListeningSockets(Map<String, Integer> files, Stream<InetSocketAddress> held) {
        this.files = Map.copyOf(files);
        this.held =
                held.map(at -> new HostPort(at.getHostString(), at.getPort())).toList();
    }

    /** None: each listener opens its own. */
    public static ListeningSockets none() {
        return new ListeningSockets(Map.of(), Stream.of());
    }

    /** File descriptors of this process, on native epoll. Who gave them has them too until it ends. */
    static ListeningSockets of(Map<String, Integer> files) {
        return new ListeningSockets(files, files.values().stream().map(file -> new Socket(file).localAddress()));
    }

    /**
     * Those that systemd passes, as {@code sd_listen_fds(3)} says: from descriptor 3 on, {@code LISTEN_FDS} of them, named by {@code
     * LISTEN_FDNAMES}. The first two are the listeners for callers and for operators if they have other names.
     *
     * @throws IOException if one of them can't be used, with a message for operators
     */
    public static ListeningSockets ofSystemd(Map<String, String> environment, long pid) throws IOException {
        if (!Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
            return none();
        }
        int count = Integer.parseInt(environment.getOrDefault("LISTEN_FDS", "0"));
        List<String> names = new ArrayList<>(
                List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":")));
        if (!names.contains(HttpListener.CALLERS)) {
            names = List.of(HttpListener.CALLERS, HttpListener.OPERATORS);
        }
        Map<String, Integer> files = new HashMap<>();
        for (int i = 0; i < Math.min(count, names.size()); i++) {
            requireNonBlocking(FIRST + i);
            files.put(names.get(i), FIRST + i);
        }
        return new ListeningSockets(files, Stream.of());
    }

    private static void requireNonBlocking(int file) throws IOException {
        Path info = Path.of("/proc/self/fdinfo", Integer.toString(file));
        String flags = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags:"))
                .map(line -> line.substring("flags:".length()).strip())
                .findFirst()
                .orElse("0");
        if ((Integer.parseInt(flags, 8) & NON_BLOCKING) == 0) {
            throw new IOException("the socket that systemd passes as file " + file
                    + " is a blocking one: put NonBlocking=yes into [Service] of usher.service");
        }
    }

    OptionalInt file(String listener) {
        Integer file = files.get(listener);
        return file == null ? OptionalInt.empty() : OptionalInt.of(file);
    }

    /** True if nobody else can listen there before who gave the sockets has ended. */
    boolean hold(HostPort address) {
        return held.stream().anyMatch(address::overlaps);
    }
}
