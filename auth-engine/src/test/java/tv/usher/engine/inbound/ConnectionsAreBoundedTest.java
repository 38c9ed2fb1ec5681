package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.inbound.TestingListener.LONG;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tv.usher.engine.decision.TestingDecider;

class ConnectionsAreBoundedTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: u\r\n\r\n";
    private static final InboundSettings TWO = new InboundSettings(512, 2048, 1024, 1 << 20, LONG, LONG, 2, 2, LONG, 1);

    @Test
    void oneMoreIsClosedAtOnceAndTheOthersGoOn() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing(), TWO);
                RawConnection first = listener.connect();
                RawConnection second = listener.connect()) {
            // Given
            assertThat(first.send(ASK).answer().status()).isEqualTo(200);
            assertThat(second.send(ASK).answer().status()).isEqualTo(200);

            // When
            try (RawConnection third = listener.connect()) {
                assertThat(third.isClosedByListener()).isTrue();
            }

            // Then
            assertThat(listener.counted("usher_refused_connections", "max-connections"))
                    .isEqualTo(1);
            assertThat(listener.connections()).isEqualTo(2);
            assertThat(first.send(ASK).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aPlaceThatWasLeftIsFree() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing(), TWO)) {
            // Given
            for (int i = 0; i < 10; i++) {
                assertThat(listener.ask(ASK).status()).isEqualTo(200);
                await().until(() -> listener.connections() == 0);
            }

            // Then
            assertThat(listener.counted("usher_refused_connections")).isZero();
        }
    }

    @Test
    void silentStrangersTakeNoPlaceOfTheCallers() throws IOException {
        try (TestingListener listener = TestingListener.trusting("127.0.0.2", TestingDecider.allowing(), TWO);
                RawConnection stranger = listener.connect();
                RawConnection another = listener.connect();
                RawConnection oneMore = listener.connect()) {
            // Given
            assertThat(oneMore.isClosedByListener()).isTrue();

            // When
            try (RawConnection caller = RawConnection.from("127.0.0.2", listener.address());
                    RawConnection second = RawConnection.from("127.0.0.2", listener.address())) {
                // Then
                assertThat(caller.send(ASK).answer().status()).isEqualTo(200);
                assertThat(second.send(ASK).answer().status()).isEqualTo(200);
            }
            assertThat(stranger.send(ASK).answer().status()).isEqualTo(403);
            assertThat(another.send(ASK).answer().status()).isEqualTo(403);
            assertThat(listener.counted("usher_refused_connections", "max-untrusted"))
                    .isEqualTo(1);
            assertThat(listener.counted("usher_refused_connections", "max-connections"))
                    .isZero();
        }
    }
}
