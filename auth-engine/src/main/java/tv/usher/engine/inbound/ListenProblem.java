package tv.usher.engine.inbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tv.usher.engine.net.HostPort;

/**
 * Why nobody can listen on an address, and what to do. It is found out by looking, since what the system says is told in other words by each
 * library.
 */
public final class ListenProblem {

    /** The first port that needs no right, where Linux says; containers often let anybody have any. */
    private static final Path FIRST_FREE = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

    private static final String TAKEN =
            "another program has this port, which 'ss -ltnp' names; end it, or choose another port";

    private static final int USUALLY_FREE = 1024;
    private static final int MILLIS = 500;

    private ListenProblem() {}

    /** Tries it for a moment; empty if one can listen there now. Who has the port may be an Usher that runs already. */
    public static Optional<String> now(HostPort address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address.toSocketAddress());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(text(address, TAKEN + " (if it is Usher itself, that is fine)"));
        }
    }

    /** True if a service that isn't root's can't have the port, whoever tries it now. */
    public static boolean needsRight(HostPort address) {
        return address.port() != 0 && address.port() < firstFree();
    }

    /** Says why a try that failed did so: a sentence for operators. */
    static String of(HostPort address) {
        return text(address, TAKEN);
    }

    private static String text(HostPort address, String taken) {
        return "can't listen on " + address + ": " + why(address.toSocketAddress(), address, taken);
    }

    private static String why(InetSocketAddress socket, HostPort address, String taken) {
        if (socket.isUnresolved()) {
            return "nobody knows this name; write an address, as in 127.0.0.1:" + socket.getPort();
        }
        if (!isOurs(socket.getAddress())) {
            return "this machine has no such address; 'ip addr' shows those it has, and 0.0.0.0 means all of them";
        }
        if (somebodyListens(socket) || !needsRight(address)) {
            return taken;
        }
        return "ports below " + firstFree() + " need a right that Usher doesn't have; choose a higher one, or give the"
                + " service the right: AmbientCapabilities=CAP_NET_BIND_SERVICE and the same as CapabilityBoundingSet";
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean somebodyListens(InetSocketAddress address) {
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, address.getPort()), MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int firstFree() {
        try {
            return Integer.parseInt(Files.readString(FIRST_FREE).strip());
        } catch (IOException | NumberFormatException e) {
            return USUALLY_FREE;
        }
    }
}
