package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.engine.util.TestingClock;

/** A name that has another address now is asked there. */
@Timeout(60)
class MovedHostIsFollowedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final TestingClock clock = new TestingClock();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile int lastByte = 1;

    private InetAddress address(int lastByte) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastByte});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TestingHttpExchange asking(TestingServer server) {
        return new TestingHttpExchange(server.endpoint("mw.test", "/check"))
                .clock(clock)
                .lookup(TestingLookup.to(host -> {
                    lookUps.incrementAndGet();
                    return address(lastByte);
                }));
    }

    @Test
    void withinAMinuteThoughTheOldAddressStillAnswers() {
        // Given
        try (TestingServer old = TestingServer.answering(OK);
                TestingServer moved = old.twin(address(2));
                TestingHttpExchange backend = asking(old)) {
            answer(backend.ask());
            lastByte = 2;

            // When
            clock.passes(CachingDnsResolver.FRESH);
            answer(backend.ask());
            await().until(() -> lookUps.get() == 2);

            // Then
            await().until(() -> {
                answer(backend.ask());
                return moved.questions().size() > 0;
            });
            int asked = old.questions().size();
            answer(backend.ask());
            assertThat(old.questions()).hasSize(asked);
            await().until(() -> old.closedByClient() == 1);
        }
    }

    @Test
    void andAtOnceAfterARefusal() throws IOException {
        // Given
        try (TestingServer old = TestingServer.answering(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                TestingServer moved = old.twin(address(2));
                TestingHttpExchange backend = asking(old)) {
            answer(backend.ask());
            old.refuseMore();
            lastByte = 2;
            clock.passes(CachingDnsResolver.DOUBTED);

            // When
            backend.ask().exceptionally(refused -> null).join();

            // Then
            await().until(() -> lookUps.get() == 2);
            await().until(() ->
                    backend.ask().handle((answer, refused) -> refused == null).join());
            assertThat(moved.questions()).isNotEmpty();
        }
    }
}
