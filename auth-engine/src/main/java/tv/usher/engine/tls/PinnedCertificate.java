package tv.usher.engine.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate, whatever name it has: a command that asks the daemon of its own configuration knows which one that daemon shows,
 * and asks it by an address that the certificate need not name.
 */
public final class PinnedCertificate extends X509ExtendedTrustManager {

    private final X509Certificate pinned;

    private PinnedCertificate(X509Certificate pinned) {
        this.pinned = pinned;
    }

    /**
     * For whoever connects to a listener with these settings. Where the listener wants certificates of its peers, the listener's own is
     * shown.
     *
     * @throws IllegalArgumentException if the files can't be used; the message is for the operator
     */
    public static SSLContext contextFor(ListenerTlsSettings listener) {
        try {
            X509Certificate pinned = PemFile.certificates(Identity.CERTIFICATE, listener.certificate())
                    .get(0);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(listener), new TrustManager[] {new PinnedCertificate(pinned)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(ListenerTlsSettings listener) throws GeneralSecurityException, IOException {
        if (listener.clientCa().isEmpty()) {
            return new KeyManager[0]; // who may ask need not be able to read the key
        }
        return Identity.read(listener.certificate(), listener.key()).keyManagers();
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (!chain[0].equals(pinned)) {
            throw new CertificateException("it shows another certificate than that of the configuration");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
