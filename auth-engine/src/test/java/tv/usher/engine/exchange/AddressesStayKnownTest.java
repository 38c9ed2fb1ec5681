package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.api.testing.Patience.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.engine.util.TestingClock;

@Timeout(60)
class AddressesStayKnownTest {

    private static final String SILENT = "silent.example.com";

    private final TestingClock clock = new TestingClock();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile byte lastByte = 1;
    private volatile boolean down;
    private volatile CountDownLatch silent = new CountDownLatch(0);
    private final CachingDnsResolver addresses =
            new CachingDnsResolver("testing", TestingLookup.to(this::lookUp), Duration.ofSeconds(1), clock);

    private InetAddress lookUp(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        if (host.equals(SILENT)) {
            await().until(() -> silent.getCount() == 0);
        }
        if (down) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getByAddress(new byte[] {127, 0, 0, lastByte});
    }

    @AfterEach
    void close() {
        addresses.close();
    }

    @Test
    void theyAreLookedUpOnceAsLongAsTheyAreFresh() throws Exception {
        assertThat(known()).isEqualTo(1);
        clock.passes(CachingDnsResolver.FRESH.minusNanos(1));
        assertThat(known()).isEqualTo(1);
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void oldOnesServeUntilNewOnesAreFound() throws Exception {
        // Given
        known();
        lastByte = 2;

        // When
        clock.passes(CachingDnsResolver.FRESH);

        // Then
        assertThat(addresses.addresses("mw.example.com")).isDone();
        await().until(() -> known() == 2);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void oldOnesServeWhileTheNameServerIsDown() throws Exception {
        // Given
        known();
        down = true;

        // When
        clock.passes(CachingDnsResolver.FRESH);
        await().until(() -> known() == 1 && lookUps.get() == 2);

        // Then
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void aHostThatWasNeverFoundIsLookedUpAgain() throws Exception {
        // Given
        down = true;
        assertThatThrownBy(this::known).hasCauseInstanceOf(UnknownHostException.class);

        // When
        down = false;

        // Then
        await().ignoreExceptions().until(() -> known() == 1);
    }

    @Test
    void aNameThatNobodyAnswersForHoldsUpNoOther() throws Exception {
        // Given
        CountDownLatch answered = new CountDownLatch(1);
        silent = answered;
        CompletableFuture<InetAddress[]> waiting = addresses.addresses(SILENT);

        // Then
        assertThat(known()).isEqualTo(1);
        assertThat(waiting).isNotDone();
        answered.countDown();
        waiting.get(30, TimeUnit.SECONDS);
    }

    private int known() throws InterruptedException, ExecutionException, TimeoutException {
        return addresses.addresses("mw.example.com")
                .get(30, TimeUnit.SECONDS)[0]
                .getAddress()[3];
    }
}
