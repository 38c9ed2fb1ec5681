package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons that share a real Redis. */
class TwoUshersAreOneIT {

    private static final int NEWCOMERS = 200;

    @TempDir
    private Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private SharedRedis redis;
    private OneTimeMiddleware middleware;
    private UsherProcess here;
    private UsherProcess there;

    @BeforeEach
    void start() throws IOException {
        redis = redis();
        middleware = OneTimeMiddleware.start();
        here = start("here");
        there = start("there");
    }

    SharedRedis redis() throws IOException {
        return RedisServer.start();
    }

    private UsherProcess start(String name) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        UsherProcess usher = UnpackedUsher.built().start(ConfigText.write(own, """
                data-dir: %s
                on-unavailable: deny
                sessions: {store: redis, redis: "%s"}
                backends:
                  own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(
                        own.resolve("data"), redis.address(), middleware.address())));
        usher.awaitMetric("usher_store_up", 1);
        return usher;
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        for (AutoCloseable started : new AutoCloseable[] {here, there, middleware, redis}) {
            close(started);
        }
    }

    private static void close(AutoCloseable started) {
        try {
            if (started != null) {
                started.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ofManyFirstRequestsAtOnceExactlyThreeAreAdmitted() throws Exception {
        assertThat(admitted("anna", here, there)).isEqualTo(3);
        assertThat(admitted("bert", here)).isEqualTo(3);
        assertThat(middleware.questions()).isEqualTo(2 * NEWCOMERS);
    }

    @Test
    void grantedOnOneIsKnownOnTheOther() throws IOException {
        // Given
        assertThat(ask(here, "anna", 1)).isEqualTo(200);

        // Then
        assertThat(ask(there, "anna", 1)).isEqualTo(200);
        assertThat(middleware.questions()).isEqualTo(1);
    }

    @Test
    void kickOnOneReachesTheOther() throws IOException {
        // Given
        assertThat(ask(here, "anna", 1)).isEqualTo(200);
        assertThat(ask(there, "anna", 1)).isEqualTo(200);
        assertThat(ask(there, "bert", 2)).isEqualTo(200);
        String page = operate("GET", "/api/sessions").body();
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(page);
        assertThat(id.find()).as(page).isTrue();

        // When
        int session = operate("DELETE", "/api/sessions/" + id.group(1)).status();
        CallerConnection.Answer user = operate("DELETE", "/api/users/own/bert/sessions?ban=1h");

        // Then
        assertThat(session).isEqualTo(200);
        assertThat(user.status()).isEqualTo(200);
        assertThat(user.body()).as("the one over there is counted").startsWith("{\"ended\":1,");
        await().until(() -> ask(there, "anna", 1) == 403);
        await().until(() -> ask(there, "bert", 2) == 403);
        assertThat(quickestOfFiveKicks()).isLessThan(Duration.ofSeconds(1));
    }

    /** Until the other one denies. A busy machine may hold them up, yet not all of them as long as a look every few seconds would take. */
    private Duration quickestOfFiveKicks() throws IOException {
        List<Duration> took = new ArrayList<>();
        for (int viewer = 3; viewer < 8; viewer++) {
            String user = user(viewer);
            int place = viewer;
            assertThat(ask(here, user, place)).isEqualTo(200);
            assertThat(ask(there, user, place)).isEqualTo(200);
            long began = System.nanoTime();
            assertThat(operate("DELETE", "/api/users/own/" + user + "/sessions?ban=1h")
                            .status())
                    .isEqualTo(200);
            await().pollInterval(Duration.ofMillis(5)).until(() -> ask(there, user, place) == 403);
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
        System.out.println("kicks reached the other Usher after " + took);
        return Collections.min(took);
    }

    private CallerConnection.Answer operate(String method, String target) throws IOException {
        try (CallerConnection operator = CallerConnection.to(here.management())) {
            operator.sendBytes(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            return operator.read();
        }
    }

    @Test
    void crashOfRedisDeniesNobodyWhoIsKnown() throws Exception {
        // Given
        for (int viewer = 0; viewer < 10; viewer++) {
            assertThat(ask(here, user(viewer), viewer)).isEqualTo(200);
            assertThat(ask(there, user(viewer), viewer)).isEqualTo(200);
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        List<Future<List<Integer>>> load = List.of(
                callers.submit(() -> denials(here, answers, over)),
                callers.submit(() -> denials(there, answers, over)));
        awaitMore(answers);

        // When
        redis.kill();
        here.awaitMetric("usher_store_up", 0);
        there.awaitMetric("usher_store_up", 0);
        awaitMore(answers);
        assertThat(ask(here, "new", 1)).isEqualTo(200);
        redis.startAgain();
        here.awaitMetric("usher_store_up", 1);
        there.awaitMetric("usher_store_up", 1);
        awaitMore(answers);
        over.set(true);

        // Then
        for (Future<List<Integer>> denials : load) {
            assertThat(denials.get()).isEmpty();
        }
        assertThat(ask(there, "new", 1)).isEqualTo(200);
        assertThat(middleware.questions()).isEqualTo(11);
        here.awaitLog("is unavailable", lines -> lines.size() == 1);
    }

    /** Of first requests of one user, all on their marks before the first goes. */
    private long admitted(String user, UsherProcess... ushers) throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(NEWCOMERS);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < NEWCOMERS; i++) {
            int viewer = i;
            UsherProcess usher = ushers[i % ushers.length];
            answers.add(callers.submit(() -> {
                try (CallerConnection caller = CallerConnection.to(usher.callers())) {
                    ready.countDown();
                    ready.await();
                    return ask(caller, user, viewer);
                }
            }));
        }
        long admitted = 0;
        for (Future<Integer> answer : answers) {
            admitted += answer.get() == 200 ? 1 : 0;
        }
        return admitted;
    }

    /** Asks about ten viewers in turn, and tells every answer but 200. */
    private static List<Integer> denials(UsherProcess usher, AtomicInteger answers, AtomicBoolean over)
            throws IOException {
        List<Integer> denials = new ArrayList<>();
        try (CallerConnection caller = CallerConnection.to(usher.callers())) {
            for (int viewer = 0; !over.get(); viewer = (viewer + 1) % 10) {
                int status = ask(caller, user(viewer), viewer);
                answers.incrementAndGet();
                if (status != 200) {
                    denials.add(status);
                }
            }
        }
        return denials;
    }

    private static void awaitMore(AtomicInteger answers) {
        int before = answers.get();
        await().until(() -> answers.get() > before + 100);
    }

    private static String user(int viewer) {
        return "user" + (char) ('a' + viewer);
    }

    private static int ask(UsherProcess usher, String user, int viewer) throws IOException {
        try (CallerConnection caller = CallerConnection.to(usher.callers())) {
            return ask(caller, user, viewer);
        }
    }

    private static int ask(CallerConnection caller, String user, int viewer) throws IOException {
        return caller.ask(
                        "/cesbo?token=" + user + "-" + viewer,
                        "X-Session-Id: " + viewer,
                        "X-Real-Ip: 192.0.2." + viewer,
                        "X-Real-Path: /live/ch1/index.m3u8")
                .status();
    }
}
