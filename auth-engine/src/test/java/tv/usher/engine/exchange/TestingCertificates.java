package tv.usher.engine.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Makes keys and certificates with the JDK's keytool, so that none has to be kept with the sources. */
public final class TestingCertificates {

    /** Of the PKCS #12 stores, {@code NAME.p12}. */
    public static final String PASSWORD = "testing";

    private final Path folder;

    public TestingCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * A self-signed certificate and its key.
     *
     * @param algorithm RSA, EC or Ed25519
     * @param san       as keytool takes it: {@code dns:mw.example.com}
     */
    public Identity selfSigned(String name, String algorithm, String san) {
        return selfSigned(name, algorithm, san, 90);
    }

    /** One that ends after so many days. */
    public Identity selfSigned(String name, String algorithm, String san, int days) {
        Path store = folder.resolve(name + ".p12");
        String validity = Integer.toString(days);
        generate(name, store, "-keyalg", algorithm, "-ext", "san=" + san, "-ext", "bc=ca:true", "-validity", validity);
        return new Identity(name, store);
    }

    /** A certificate that ended two days ago. */
    Identity expired(String name, String san, Identity authority) {
        Path store = folder.resolve(name + ".p12");
        try {
            Files.copy(folder.resolve(authority.name + ".p12"), store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        generate(
                name,
                store,
                "-keyalg",
                "EC",
                "-ext",
                "san=" + san,
                "-signer",
                authority.name,
                "-startdate",
                "-3d",
                "-validity",
                "1");
        return new Identity(name, store);
    }

    private static void generate(String name, Path store, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it is over soon
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(List.of(options));
        run(command);
    }

    /** A PEM file with a key that belongs to no certificate. */
    Path keyAlone(String algorithm) {
        try {
            PrivateKey key =
                    KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
            return write("alone-" + algorithm + ".key", pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A key with its certificate. */
    public final class Identity {

        private final String name;
        private final KeyStore store;

        private Identity(String name, Path file) {
            this.name = name;
            try (InputStream in = Files.newInputStream(file)) {
                store = KeyStore.getInstance("PKCS12");
                store.load(in, PASSWORD.toCharArray());
                for (String alias : Collections.list(store.aliases())) {
                    if (!alias.equalsIgnoreCase(name)) {
                        store.deleteEntry(alias);
                    }
                }
            } catch (IOException | GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** A PEM file, {@code NAME.crt}. */
        public Path certificate() {
            return write(name + ".crt", certificatePem());
        }

        String certificatePem() {
            try {
                return pem("CERTIFICATE", store.getCertificate(name).getEncoded());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** A PEM file, {@code NAME.key}. */
        public Path key() {
            try {
                return write(
                        name + ".key",
                        pem(
                                "PRIVATE KEY",
                                store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** Sockets of a server that shows this certificate. */
        ServerSocketFactory server() {
            return context(null).getServerSocketFactory();
        }

        /** Sockets of a server that shows this certificate and demands the other one of its client. */
        ServerSocketFactory serverThatDemands(Identity client, String... protocols) {
            return new DemandingFactory(context(client), client != null, protocols);
        }

        private SSLContext context(Identity trusted) {
            try {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, PASSWORD.toCharArray());
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                KeyStore trustStore = KeyStore.getInstance("PKCS12");
                trustStore.load(null, null);
                if (trusted != null) {
                    trustStore.setCertificateEntry("client", trusted.store.getCertificate(trusted.name));
                }
                trust.init(trustStore);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), trusted == null ? null : trust.getTrustManagers(), null);
                return context;
            } catch (IOException | GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    Path write(String file, String text) {
        try {
            return Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + type + "-----\n";
    }

    private static final class DemandingFactory extends ServerSocketFactory {

        private final SSLContext context;
        private final boolean clientCertificate;
        private final String[] protocols;

        DemandingFactory(SSLContext context, boolean clientCertificate, String... protocols) {
            this.context = context;
            this.clientCertificate = clientCertificate;
            this.protocols = protocols;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            SSLServerSocket socket =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setNeedClientAuth(clientCertificate);
            if (protocols.length > 0) {
                parameters.setProtocols(protocols);
            }
            socket.setSSLParameters(parameters);
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }
    }
}
