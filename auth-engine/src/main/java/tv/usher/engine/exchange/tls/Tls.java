package tv.usher.engine.exchange.tls;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.tls.PemFile;

/** TLS towards one backend: 1.2 and later; chain and name are verified by the JDK in every handshake. */
public final class Tls implements TlsStrategy {

    private static final char[] NO_PASSWORD = new char[0];
    static final String CA = "tls.ca";

    private @Nullable TlsStrategy strategy;

    /** Reads the files now. The JDK's own authorities take a while to load, so that waits until a backend needs them. */
    public Tls(Optional<TlsSettings> settings) {
        this.strategy = settings.map(Tls::strategy).orElse(null);
    }

    private synchronized TlsStrategy strategy() {
        TlsStrategy known = strategy;
        if (known == null) {
            known = strategy(new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty()));
            strategy = known;
        }
        return known;
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            NamedEndpoint name,
            Object config,
            Timeout timeout,
            FutureCallback<TransportSecurityLayer> callback) {
        try {
            strategy().upgrade(connection, name, config, timeout, callback);
        } catch (IllegalArgumentException e) { // the JDK's authorities can't be read
            if (connection instanceof ModalCloseable closeable) {
                closeable.close(CloseMode.IMMEDIATE); // HttpClient wouldn't
            }
            callback.failed(new SSLException(e.getMessage(), e));
        }
    }

    /** HttpClient calls the other one. */
    @Override
    @Deprecated
    public boolean upgrade(
            TransportSecurityLayer connection,
            HttpHost host,
            SocketAddress local,
            SocketAddress remote,
            Object config,
            Timeout timeout) {
        throw new UnsupportedOperationException();
    }

    private static TlsStrategy strategy(TlsSettings settings) {
        SSLContext context = context(
                settings.ca().map(file -> PemFile.certificates(CA, file)).orElse(List.of()),
                settings.certificate()
                        .map(file -> Identity.read(file, settings.key().orElseThrow())));
        return ClientTlsStrategyBuilder.create()
                .setSslContext(context)
                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
                .buildAsync();
    }

    /**
     * For clients, which have to ask for the check of names themselves.
     *
     * @param authorities that are trusted; none: those that Java trusts
     * @param own         what is shown to a server that wants a certificate
     */
    public static SSLContext context(List<X509Certificate> authorities, Optional<Identity> own) {
        try {
            SSLContextBuilder context = SSLContextBuilder.create();
            if (!authorities.isEmpty()) {
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                for (X509Certificate authority : authorities) {
                    trusted.setCertificateEntry("ca-" + trusted.size(), authority);
                }
                context.loadTrustMaterial(trusted, null);
            }
            if (own.isPresent()) {
                context.loadKeyMaterial(own.get().toStore(), NO_PASSWORD);
            }
            return context.build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage(), e);
        }
    }
}
