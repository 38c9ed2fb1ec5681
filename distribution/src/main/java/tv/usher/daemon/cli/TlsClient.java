package tv.usher.daemon.cli;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import tv.usher.engine.exchange.tls.Tls;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.Identity;

/**
 * TLS to one server, whose certificate has to be of its name, unless the context trusts by something else than names. Immutable.
 */
public record TlsClient(SSLContext context, HostPort server) {

    /**
     * @param authorities that are trusted; none: those that Java trusts
     * @param own         what is shown to a server that wants a certificate
     */
    public static TlsClient trusting(List<X509Certificate> authorities, Optional<Identity> own, HostPort server) {
        return new TlsClient(Tls.context(authorities, own), server);
    }

    /** The same trust in another server. */
    public TlsClient to(HostPort other) {
        return new TlsClient(context, other);
    }

    /** Speaks TLS over a connection to the server. */
    public Socket over(Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
        socket.setSSLParameters(checkingNames(socket.getSSLParameters()));
        socket.startHandshake();
        return socket;
    }

    /** The same for who does the input and output himself. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine(server.host(), server.port());
        engine.setUseClientMode(true);
        engine.setSSLParameters(checkingNames(engine.getSSLParameters()));
        return engine;
    }

    private static SSLParameters checkingNames(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }
}
