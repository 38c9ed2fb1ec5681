package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.inbound.RawConnection;
import tv.usher.engine.management.api.TestingReloading;

/** T34: connections that say nothing keep neither health checks nor operators out. */
class OperatorsAreNotLockedOutTest {

    @TempDir
    private Path folder;

    private final List<RawConnection> silent = new ArrayList<>();
    private Engine engine;
    private InetSocketAddress operators;

    @BeforeEach
    void start() throws Exception {
        engine = Engine.of(new TestingConfigFile(folder).load("""
                        listen: 127.0.0.1:0
                        management: {listen: "127.0.0.1:0", max-streams: 5}
                        inbound: {request-timeout: 3s}
                        on-unavailable: deny
                        access: [{then: allow}]
                        """), new TestingReloading());
        operators = engine.start().operators();
    }

    @AfterEach
    void stop() throws Exception {
        for (RawConnection connection : silent) {
            connection.close();
        }
        engine.stop();
    }

    @Test
    void byAllConnectionsOfOneAddress() throws Exception {
        // Given
        for (int i = 0; i < 250; i++) {
            silent.add(RawConnection.from("127.0.0.2", operators));
        }

        // Then
        assertThat(ask("/healthz")).isEqualTo("alive\n");
        assertThat(ask("/metrics")).containsPattern("usher_refused_connections_total\\{bound=\"management\"\\} [1-9]");
    }

    @Test
    void forLongerThanARequestMayTake() throws Exception {
        // Given
        RawConnection connection = RawConnection.from("127.0.0.2", operators);
        silent.add(connection);

        // Then: and not after the idle timeout, for which this test wouldn't wait
        assertThat(connection.isClosedByListener()).isTrue();
    }

    private String ask(String path) throws Exception {
        try (RawConnection connection = RawConnection.to(operators)) {
            return connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    .answer()
                    .body();
        }
    }
}
