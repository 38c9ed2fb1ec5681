package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/**
 * The page doesn't stutter, however many are watching. Times are the browser's own, from the input to the frame that shows the result; so no
 * other test runs beside this one.
 */
@Isolated
@TakesLong
class HundredThousandViewersOnThePageIT {

    private static final Logger log = LoggerFactory.getLogger(HundredThousandViewersOnThePageIT.class);

    private static final int VIEWERS = 100_000;
    private static final int CALLERS = 8;
    /** What is wanted of each. It is printed and not held against anybody: a machine that others use too takes twice as long at times. */
    private static final int WANTED_MILLIS = 200;

    /** Far more than that: who waits so long has met a fault and no busy machine. */
    private static final int MOST_MILLIS = 2_000;

    /** The best counts: what else this machine does isn't the page's. */
    private static final int TRIES = 10;

    private static final String TOOLS = """
            window.timed = (act, isShown) => new Promise((resolve, reject) => {
              const began = performance.now();
              act();
              const look = () => {
                if (isShown()) {
                  requestAnimationFrame(() => resolve(performance.now() - began));
                } else if (performance.now() - began > 20000) {
                  reject(new Error('not shown: ' + document.querySelector('main').innerText.slice(0, 300)));
                } else {
                  requestAnimationFrame(look);
                }
              };
              requestAnimationFrame(look);
            });
            window.typed = text => {
              const field = document.querySelector('#q');
              field.value = text;
              field.dispatchEvent(new Event('input', {bubbles: true}));
            };
            window.turned = button => document.querySelectorAll('.pager button')[button].click();
            window.sorted = column => document.querySelectorAll('th button')[column].click();
            window.total = () => document.querySelector('.total').innerText;
            window.first = () => document.querySelector('tbody tr').dataset.session;
            window.everybody = () => timed(() => typed(''), () => total().startsWith('100,000') && total().endsWith(' 1 to 100'));
            """;

    @TempDir
    private Path folder;

    @Test
    void searchSortPageAndScrollTakeNoTime() throws Exception {
        List.of("chromium", "chromedriver").forEach(RealPrograms::require);
        try (NamingMiddleware middleware = NamingMiddleware.of(
                        Map.of("77777", "\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430"));
                UsherProcess usher = UnpackedUsher.built().startFullyCompiled(configuration(middleware))) {
            // Given
            allWatch(usher);
            try (OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
                page.go("viewers");
                page.awaitText(".total", "100,000 viewers");
                page.browser().evaluate("(() => { " + TOOLS + " })()");

                // Then
                check(page, "a name in another script", "typed('\u043f\u0435\u0442\u0440')", "total() === '1 viewer'");
                check(page, "a part of a number", "typed('4242')", "total() === '20 viewers'");
                check(page, "an address", "typed('10.1.47.209')", "total() === '1 viewer'");
                check(page, "a channel", "typed('sport42/')", "total().startsWith('200 viewers')");
                check(page, "nobody", "typed('nobody')", "document.querySelector('main').innerText.includes('Nobody')");
                check(page, "the next page", "turned(2)", "total().endsWith('101 to 200')");
                check(page, "the last page", "turned(3)", "total().endsWith('99,901 to 100,000')");
                check(page, "sorted by name", "sorted(1)", "first() !== before");
                check(page, "sorted by channel", "sorted(3)", "first() !== before");
                scrollsSmoothly(page);
                page.screenshot("100000");
                page.go("now");
                page.awaitText(".tiles", "100,000");
                page.screenshot("100000-now");
                page.assertNothingWentWrong();
            }
        }
    }

    private static void check(OperatorsPage page, String what, String act, String isShown)
            throws IOException, InterruptedException {
        List<Integer> millis = new ArrayList<>();
        for (int i = 0; i < TRIES && (i < 3 || Collections.min(millis) >= WANTED_MILLIS); i++) {
            millis.add(page.browser()
                    .await("everybody().then(() => { const before = first(); return timed(() => " + act + ", () => "
                            + isShown + "); }).then(done, e => done(e.message))")
                    .asInt(Integer.MAX_VALUE));
        }
        log.info("{}: {} ms, wanted {}", what, millis, WANTED_MILLIS);
        assertThat(Collections.min(millis)).as(what + ": " + millis).isLessThan(MOST_MILLIS);
    }

    private static void scrollsSmoothly(OperatorsPage page) throws IOException, InterruptedException {
        int longest = page.browser().await("""
                        let longest = 0, last = performance.now(), step = 0;
                        const frame = () => {
                          const now = performance.now();
                          longest = Math.max(longest, now - last);
                          last = now;
                          scrollTo(0, 80 * step);
                          if (step++ < 50) requestAnimationFrame(frame); else done(longest);
                        };
                        everybody().then(() => requestAnimationFrame(frame));
                        """).asInt();
        log.info("the longest frame while scrolling: {} ms", longest);
        assertThat(longest).as("the longest frame while scrolling").isLessThan(MOST_MILLIS);
    }

    /** Each asks as a viewer of Astra does, on a few connections. */
    private static void allWatch(UsherProcess usher) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                all.add(callers.submit(() -> {
                    watch(usher, first);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void watch(UsherProcess usher, int first) throws IOException {
        try (CallerConnection caller = CallerConnection.to(usher.callers())) {
            for (int i = first; i < VIEWERS; i += CALLERS) {
                int status = caller.ask(
                                "/cesbo?token=u" + i,
                                "X-Real-Path: /live/sport" + i % 500 + "/index.m3u8",
                                "X-Real-Ip: 10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255),
                                "X-Session-Id: " + i)
                        .status();
                assertThat(status).isEqualTo(200);
            }
        }
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
