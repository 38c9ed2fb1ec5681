package tv.usher.engine.net;

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

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
