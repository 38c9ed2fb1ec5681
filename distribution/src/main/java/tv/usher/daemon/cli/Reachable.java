package tv.usher.daemon.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.net.HostPort;

/** Where a listener of the configuration can be reached from the same machine. */
public final class Reachable {

    private Reachable() {}

    /**
     * @param key of the file, for messages
     * @throws ConfigException if that can't be told
     */
    public static HostPort from(HostPort listen, String key, Path file) throws ConfigException {
        if (listen.port() == 0) {
            throw new ConfigException(
                    List.of(file + ": " + key + " has port 0, so where the daemon listens stands only in its log"));
        }
        InetAddress listens = listen.toSocketAddress().getAddress();
        if (listens == null) {
            throw new ConfigException(List.of(file + ": " + key + " has an unknown host"));
        }
        return new HostPort(host(listens), listen.port());
    }

    /** Nobody can be asked at "all interfaces". */
    private static String host(InetAddress listens) {
        if (!listens.isAnyLocalAddress()) {
            return listens.getHostAddress();
        }
        return listens instanceof Inet6Address ? "::1" : "127.0.0.1";
    }
}
