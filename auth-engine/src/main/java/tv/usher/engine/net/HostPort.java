package tv.usher.engine.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address to listen on: {@code 127.0.0.1:1064}, {@code [::1]:1064}.
 *
 * @param host a name or address, without brackets
 * @param port 0 takes any free port
 */
public record HostPort(String host, int port) {

    /**
     * @throws IllegalArgumentException if the text isn't {@code host:port}
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("must be host:port, as in 127.0.0.1:1064");
        }
        if (IpAddress.parse(host).isPresent() && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address needs brackets, as in [::1]:1064");
        }
        if (!isHost(host)) {
            throw new IllegalArgumentException("has no host name or address before its port, as in 127.0.0.1:1064");
        }
        boolean bracketed = host.startsWith("[");
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            // A zone says on which interface: [fe80::1%eth0]
            String address = host.replaceFirst("%[a-zA-Z0-9._-]+]$", "]");
            return host.endsWith("]") && HostName.canonical(address).isPresent();
        }
        return host.indexOf(':') < 0 && HostName.canonical(host).isPresent();
    }

    /**
     * True if only one can listen on both: the ports are the same, and so are the addresses, or one is all addresses. Names are looked up; one
     * that nobody knows is no address.
     */
    public boolean overlaps(HostPort other) {
        if (port == 0 || port != other.port) {
            return false;
        }
        InetAddress address = toSocketAddress().getAddress();
        InetAddress another = other.toSocketAddress().getAddress();
        return host.equals(other.host)
                || address != null && another != null && (contains(address, another) || contains(another, address));
    }

    /** All addresses of IPv6 are those of IPv4 too. */
    private static boolean contains(InetAddress listening, InetAddress address) {
        return listening.equals(address)
                || listening.isAnyLocalAddress()
                        && (listening instanceof Inet6Address || address instanceof Inet4Address);
    }

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
