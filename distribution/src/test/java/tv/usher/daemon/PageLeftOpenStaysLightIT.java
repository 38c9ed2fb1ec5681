package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/** The wall of a control room: the page is open for a long time beside many decisions, and neither the browser nor Usher grows. */
@TakesLong
class PageLeftOpenStaysLightIT {

    private static final Logger log = LoggerFactory.getLogger(PageLeftOpenStaysLightIT.class);

    /** A minute; 3600 for the hour of a release. */
    private static final int SECONDS = Integer.getInteger("usher.page-seconds", 60);

    private static final int PER_SECOND = 2000;
    private static final int VIEWERS = 500;
    private static final int MOST_GROWTH = 3_000_000;

    @TempDir
    private Path folder;

    private final AtomicInteger decided = new AtomicInteger();

    @Test
    void besideTwoThousandDecisionsASecond() throws Exception {
        List.of("chromium", "chromedriver").forEach(RealPrograms::require);
        ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();
        try (NamingMiddleware middleware = NamingMiddleware.of(Map.of());
                UsherProcess usher = UnpackedUsher.built().start(configuration(middleware));
                CallerConnection connection = CallerConnection.to(usher.callers());
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            caller.scheduleAtFixedRate(() -> ask(connection), 0, 10, TimeUnit.MILLISECONDS);
            passes(SECONDS / 6);

            // When
            long heapBefore = heap(page);
            Duration first = cpuWhile(usher, SECONDS / 3);
            passes(SECONDS / 3);
            Duration last = cpuWhile(usher, SECONDS / 3);
            long heapAfter = heap(page);

            // Then
            log.info(
                    "{} decisions; the page's heap {} -> {} bytes; Usher's CPU in the first third {} ms, in the last {} ms",
                    decided,
                    heapBefore,
                    heapAfter,
                    first.toMillis(),
                    last.toMillis());
            assertThat(decided.get()).isGreaterThan(PER_SECOND * SECONDS / 2);
            assertThat(heapAfter - heapBefore).as("growth of the page's heap").isLessThan(MOST_GROWTH);
            assertThat(last).as("Usher's CPU").isLessThan(first.multipliedBy(3).dividedBy(2));
            page.awaitText("main", "All is well");
            page.assertNothingWentWrong();
        } finally {
            caller.shutdownNow();
        }
    }

    /** A hundredth of a second's decisions. */
    private void ask(CallerConnection connection) {
        try {
            for (int i = 0; i < PER_SECOND / 100; i++) {
                int viewer = decided.get() % VIEWERS;
                connection.ask(
                        "/cesbo?token=u" + viewer,
                        "X-Real-Path: /live/sport/index.m3u8",
                        "X-Real-Ip: 203.0.113." + viewer % 250,
                        "X-Session-Id: " + viewer);
                decided.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration cpuWhile(UsherProcess usher, int seconds) throws InterruptedException {
        Duration before = cpu(usher);
        passes(seconds);
        return cpu(usher).minus(before);
    }

    private static Duration cpu(UsherProcess usher) {
        return ProcessHandle.of(usher.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** What is measured is time itself. */
    private static void passes(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    /** Of what is still used. */
    private static long heap(OperatorsPage page) throws IOException, InterruptedException {
        page.browser().command("HeapProfiler.collectGarbage", Map.of());
        JsonNode usage = page.browser().command("Runtime.getHeapUsage", Map.of());
        return usage.get("usedSize").asLong();
    }

    private Path configuration(NamingMiddleware middleware) throws IOException {
        return Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:%d
                on-unavailable: deny
                management: {listen: "127.0.0.1:%d"}
                backends:
                  own: {type: http, address: "%s/check"}
                sessions: {store: memory}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(
                        LoopbackPorts.free(), LoopbackPorts.free(), middleware.address()));
    }
}
