package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.exchange.TestingCertificates;

class TlsIsAlwaysVerifiedTest {

    private static final String TRUSTED = "javax.net.ssl.trustStore";
    private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private Path folder;

    private TestingCertificates.Identity identity;

    @BeforeEach
    void makeCertificate() {
        identity = new TestingCertificates(folder).selfSigned("redis", "EC", "ip:127.0.0.1");
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUSTED);
        System.clearProperty(TRUSTED_PASSWORD);
    }

    @Test
    void trustedCertificateOfThatNameIsAccepted() {
        trustTheCertificate();
        try (RedisServer redis = start();
                TestingNode node = TestingNode.of(redis.address(), folder)) {
            assertThat(node.inStep().store().problem()).isEmpty();
        }
    }

    @Test
    void certificateOfAnotherNameIsRefused() {
        trustTheCertificate();
        try (RedisServer redis = start()) {
            assertRefused(redis.address().replace("127.0.0.1", "localhost"));
        }
    }

    @Test
    void certificateThatNobodyVouchesForIsRefused() {
        try (RedisServer redis = start()) {
            assertRefused(redis.address());
        }
    }

    @Test
    void ushersShareAClusterWhoseNodesAreTrusted() {
        trustTheCertificate();
        try (RedisCluster cluster = RedisCluster.startTls(identity.certificate(), identity.key());
                TestingNode here = TestingNode.of(cluster.address(), folder.resolve("here"))
                        .inStep();
                TestingNode there = TestingNode.of(cluster.address(), folder.resolve("there"))
                        .inStep()) {
            for (int i = 0; i < 16; i++) {
                String path = "/live/ch" + i + "/index.m3u8";
                here.letIn(here.viewing("203.0.113.7", path, "t" + i), "user" + i, 1)
                        .join();
                TestingNode.eventually(() -> there.finds(there.viewing("203.0.113.7", path, "")));
            }
            assertThat(cluster.run(redis -> redis.dbsize())).allMatch(keys -> keys > 0);

            // And nobody is asked whom nobody vouches for
            trustAsBefore();
            assertRefused(cluster.address());
        }
    }

    private RedisServer start() {
        return RedisServer.startTls(identity.certificate(), identity.key());
    }

    private void trustTheCertificate() {
        System.setProperty(TRUSTED, folder.resolve("redis.p12").toString());
        System.setProperty(TRUSTED_PASSWORD, TestingCertificates.PASSWORD);
    }

    private void assertRefused(String address) {
        try (TestingNode node = TestingNode.of(address, folder.resolve("refused"))) {
            TestingNode.eventually(
                    () -> node.store().problem().equals(Optional.of("TLS failed, or its certificate isn't valid")));
        }
    }
}
