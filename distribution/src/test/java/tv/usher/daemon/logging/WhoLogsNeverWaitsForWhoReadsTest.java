package tv.usher.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped {@code conf/logback.xml}, while standard output is blocked. */
@Timeout(60)
class WhoLogsNeverWaitsForWhoReadsTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger decision = context.getLogger("decision");
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final BlockedOutput written = new BlockedOutput();

    /** Standard output that nobody reads until a test lets it go on. */
    private final class BlockedOutput extends ByteArrayOutputStream {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                goOn.await();
            } catch (InterruptedException e) { // by an end that waits no longer
                Thread.currentThread().interrupt();
            }
            super.write(bytes, offset, length);
        }
    }

    @BeforeEach
    void configure() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/dist/conf/logback.xml").toFile());
        ((OutputStreamAppender<ILoggingEvent>) async().getAppender("stdout")).setOutputStream(written);
    }

    private AsyncAppender async() {
        return (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("async");
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        context.stop();
    }

    @Test
    void decisionsGoOnAreCountedAndLeaveRoomForWarnings() {
        // Given
        for (int i = 0; i < 100_000; i++) {
            decision.info("verdict=allow number={}", i); // would never return if it waited
        }

        // When
        context.getLogger("Backends").warn("out");
        goOn.countDown();
        context.stop();

        // Then
        List<String> lines = lines();
        int dropped = 100_000 - (lines.size() - 2); // without the two warnings
        assertThat(dropped).isBetween(1, 99_999);
        assertThat(lines)
                .anyMatch(line -> line.endsWith("WARN  Backends out"))
                .anyMatch(line -> line.contains(" WARN  CountingAsyncAppender " + dropped + " lines were dropped"));
    }

    @Test
    void warningsThatFindNoRoomAreCountedToo() {
        // Given
        for (int i = 0; i < 20_000; i++) {
            context.getLogger("Backends").warn("out {}", i);
        }

        // When
        goOn.countDown();
        await("room").until(() -> async().getNumberOfElementsInQueue() == 0);
        decision.info("verdict=allow");
        context.stop();

        // Then
        int dropped = 20_000 - (lines().size() - 2); // without the decision and what tells of them
        assertThat(dropped).isBetween(1, 19_999);
        assertThat(lines())
                .anyMatch(line -> line.contains(" WARN  CountingAsyncAppender " + dropped + " lines were dropped"));
    }

    @Test
    void anEndWritesWhatWaits() {
        // Given
        for (int i = 0; i < 1_000; i++) {
            decision.info("verdict=allow number={}", i);
        }

        // When
        goOn.countDown();
        context.stop();

        // Then
        assertThat(lines()).hasSize(1_000).last().asString().endsWith("number=999");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
