package tv.usher.daemon;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** A website that signs tokens and publishes the key of them. */
final class TestingIssuer implements AutoCloseable {

    private final LoopbackServer server;
    private volatile String keyId;
    private volatile KeyPair key;

    private TestingIssuer(String keyId) throws IOException, GeneralSecurityException {
        this.keyId = keyId;
        this.key = newKey();
        this.server = LoopbackServer.start(this::publish);
    }

    static TestingIssuer start(String keyId) throws IOException, GeneralSecurityException {
        return new TestingIssuer(keyId);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    String address() {
        return server.address();
    }

    /** The former key signs nothing any more, and isn't published either. */
    void rotatesTo(String keyId) throws GeneralSecurityException {
        KeyPair next = newKey();
        this.keyId = keyId;
        this.key = next;
    }

    String token(String user, String channel, Duration lifetime) throws GeneralSecurityException {
        String claims =
                "{\"iss\":\"https://www.example.com\",\"aud\":\"tv\",\"sub\":\"%s\",\"channels\":[\"tv/%s\"],\"exp\":%d}"
                        .formatted(user, channel, Instant.now().plus(lifetime).getEpochSecond());
        String signed = base64("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}") + '.' + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + base64(signature.sign());
    }

    /** The same claims without a signature. */
    String unsecured(String token) {
        return base64("{\"alg\":\"none\"}") + '.' + token.split("\\.")[1] + '.';
    }

    private void publish(Socket connection) throws IOException {
        while (true) {
            CallerConnection.readHead(connection.getInputStream());
            RSAPublicKey published = (RSAPublicKey) key.getPublic();
            String body = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"%s\",\"e\":\"%s\",\"n\":\"%s\"}]}"
                    .formatted(keyId, number(published.getPublicExponent()), number(published.getModulus()));
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
