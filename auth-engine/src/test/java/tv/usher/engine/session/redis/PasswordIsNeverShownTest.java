package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Secret;
import tv.usher.engine.TestingLog;

class PasswordIsNeverShownTest {

    @TempDir
    private Path folder;

    @Test
    void rightOneOpensAndWrongOneIsToldWithoutIt() {
        try (TestingLog log = TestingLog.of(RedisStore.class.getPackageName());
                TestingLog library = TestingLog.of("io.lettuce");
                RedisServer redis = RedisServer.start("--requirepass", "s3cr3t")) {
            try (TestingNode node = TestingNode.of(redis.address().replace("redis://", "redis://:s3cr3t@"), folder)) {
                node.inStep();
            }
            try (TestingNode node =
                    TestingNode.of(redis.address().replace("redis://", "redis://anna:s3cr3t-not@"), folder)) {
                TestingNode.eventually(() -> node.store().problem().equals(Optional.of("it says WRONGPASS")));
            }
            try (TestingNode node = TestingNode.of(redis.address(), folder)) {
                TestingNode.eventually(() -> node.store().problem().equals(Optional.of("it says NOAUTH")));
            }
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
            assertThat(library.lines()).noneMatch(line -> line.contains("s3cr3t"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cr3t",
                "http://:s3cr3t@127.0.0.1:6379",
                "redis-sentinel://:s3cr3t@127.0.0.1:6379",
                "redis://:s3cr3t@",
                "redis://:s3cr3t@127.0.0.1:99999",
                "redis://:s3cr3t@127.0.0.1:6379/first",
                "redis-sentinel://:s3cr3t@a,b:26379/0",
                "redis-sentinel://:s3cr3t@a,b:26379/0#",
                "redis-cluster://:s3cr3t@a,b/1",
                "redis-cluster://:s3cr3t@a,,b",
                "redis-cluster://:s3cr3t@a:99999,b",
                "redis-cluster://:s3cr3t@",
                "redis-cluster://:s3cr3t@redis_1:6379,b",
                "redis-cluster://:s3@cr3t@a",
                "redis-cluster://:s3cr3t@a:abc",
                "redis-cluster://:s3cr3t@a,:s3cr3t@b",
                "redis-cluster://:s3cr3t@a#b",
                "redis://:s3cr3t@127.0.0.1:6379?verifyPeer=NONE",
                "redis://:s3cr3t@127.0.0.1:6379?timeout=0s",
                "redis://:s3cr3t@127.0.0.1:6379?timeout=2h",
                "redis://:s3 cr3t@127.0.0.1:6379",
                "redis://:%zzs3cr3t@127.0.0.1:6379"
            })
    void whatIsNoAddressIsRefusedWithoutIt(String address) {
        assertThatThrownBy(() -> RedisAddress.parse(Secret.of(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sessions.redis must be an address")
                .hasMessageNotContaining("s3cr3t")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://anna:s3cr3t@redis.example.com:6380/7",
                "redis://:s3cr3t@redis.example.com:6380/7?timeout=500ms"
            })
    void addressIsShownWithoutIt(String address) {
        assertThat(RedisAddress.parse(Secret.of(address))).hasToString("redis://redis.example.com:6380/7");
    }

    @Test
    void norInTheAddressOfACluster() {
        RedisAddress address =
                RedisAddress.parse(Secret.of("rediss-cluster://anna:s3cr3t@n1:6380,n2,[::1]:7?timeout=3s"));

        assertThat(address).hasToString("rediss-cluster://n1:6380,n2:6379,[::1]:7");
        assertThat(address.isCluster()).isTrue();
        assertThat(address.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(address.greetingWithin(Duration.ofSeconds(2)))
                .hasSize(3)
                .allMatch(node -> node.isSsl() && node.isVerifyPeer());
    }
}
