package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.Viewing;

class LimitsAreExactAcrossUshersTest {

    private static final int NEWCOMERS = 200;

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    SharedRedis redis() {
        return RedisServer.start();
    }

    @Test
    void ofManyAtOnceExactlyAsManyAsAllowedAreAdmitted() throws InterruptedException {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // When
            List<AdmissionResult> spread = atOnce("anna", 3, here, there);
            List<AdmissionResult> onOne = atOnce("bert", 3, here);

            // Then
            assertThat(spread)
                    .filteredOn(admission -> admission.refusal() == null)
                    .hasSize(3);
            assertThat(onOne)
                    .filteredOn(admission -> admission.refusal() == null)
                    .hasSize(3);
            assertThat(spread)
                    .filteredOn(admission -> admission.refusal() != null)
                    .allSatisfy(
                            admission -> assertThat(admission.refusal().reason().text())
                                    .startsWith("over the limit of 3 sessions, held by 192.0.2."));
        }
    }

    @ParameterizedTest
    @EnumSource(PlaceOwner.class)
    void soAreTheLimitsOfTheConfiguration(PlaceOwner of) throws InterruptedException {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            SessionLimit limit = new SessionLimit("some", of, 3, false);

            // When
            List<AdmissionResult> admissions = atOnce(i -> {
                TestingNode node = i % 2 == 0 ? here : there;
                String token = of == PlaceOwner.TOKEN ? "shared" : "token" + i;
                String client = of == PlaceOwner.ADDRESS ? "192.0.2.1" : "192.0.2." + i;
                Viewing viewing = node.viewing(client, "/live/ch1/index.m3u8", token);
                return () -> node.letIn(viewing, "anna", 0, limit);
            });

            // Then
            assertThat(admissions)
                    .filteredOn(admission -> admission.refusal() == null)
                    .hasSize(3);
        }
    }

    @Test
    void sessionsWithoutALimitTakeNoPlaceOfTheGrants() {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep()) {
            // Given
            String user = "user" + System.nanoTime();
            here.letIn(viewing(here, 1), user, 0).join();

            // When
            AdmissionResult limited = here.letIn(viewing(here, 2), user, 1).join();
            AdmissionResult second = here.letIn(viewing(here, 3), user, 1).join();

            // Then
            assertThat(limited.refusal()).isNull();
            assertThat(second.refusal()).isNotNull();
            assertThat(here.knows(viewing(here, 1))).isTrue();
        }
    }

    private static Viewing viewing(TestingNode node, int number) {
        return node.viewing("192.0.2." + number, "/live/ch1/index.m3u8", "token" + number);
    }

    @Test
    void endingTheOldestLeavesExactlyAsManyAsAllowed() throws InterruptedException {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one, OverLimit.END_OLDEST)
                        .inStep();
                TestingNode there = TestingNode.of(redis.address(), two, OverLimit.END_OLDEST)
                        .inStep()) {
            // When
            List<AdmissionResult> admissions = atOnce("anna", 3, here, there);

            // Then
            assertThat(admissions).allMatch(admission -> admission.refusal() == null);
            TestingNode.eventually(() -> live(here) + live(there) == 3);
        }
    }

    @Test
    void anotherChannelOnTheSameDeviceIsNoSecondScreen() {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            Viewing first = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            here.letIn(first, "anna", 1).join();

            // When
            AdmissionResult zapped = there.letIn(there.viewing("192.0.2.1", "/live/ch2/index.m3u8", "b"), "anna", 1)
                    .join();
            AdmissionResult other = there.letIn(there.viewing("192.0.2.2", "/live/ch2/index.m3u8", "c"), "anna", 1)
                    .join();

            // Then
            assertThat(zapped.refusal()).isNull();
            assertThat(other.refusal()).isNotNull();
            TestingNode.eventually(() -> !here.knows(first));
        }
    }

    @Test
    void sameViewingTakesItsOwnPlaceAgain() {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            here.letIn(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 1)
                    .join();

            // When
            AdmissionResult again = there.letIn(there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 1)
                    .join();

            // Then
            assertThat(again.refusal()).isNull();
        }
    }

    @Test
    void whoHasLeftTakesNoPlace() {
        try (SharedRedis redis = redis();
                TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            AdmissionResult first = here.letIn(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 1)
                    .join();
            here.sessions().end(first.session(), SessionEnd.LEFT);

            // When
            Viewing next = there.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");

            // Then
            TestingNode.eventually(() -> there.letIn(next, "anna", 1).join().refusal() == null);
        }
    }

    /** Each with a token and an address of its own, all on their marks before the first goes. */
    private static List<AdmissionResult> atOnce(String user, int limit, TestingNode... nodes)
            throws InterruptedException {
        return atOnce(i -> {
            TestingNode node = nodes[i % nodes.length];
            Viewing viewing = node.viewing("192.0.2." + i, "/live/ch1/index.m3u8", user + i);
            return () -> node.letIn(viewing, user, limit);
        });
    }

    /** Prepared one by one. */
    private static List<AdmissionResult> atOnce(IntFunction<Supplier<CompletableFuture<AdmissionResult>>> newcomer)
            throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<AdmissionResult>> admissions = new ArrayList<>();
        for (int i = 0; i < NEWCOMERS; i++) {
            Supplier<CompletableFuture<AdmissionResult>> prepared = newcomer.apply(i);
            admissions.add(
                    CompletableFuture.runAsync(() -> awaitQuietly(go), callers).thenCompose(on -> prepared.get()));
        }
        go.countDown();
        try {
            return admissions.stream().map(CompletableFuture::join).toList();
        } finally {
            callers.shutdown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long live(TestingNode node) {
        long[] live = new long[1];
        node.sessions().live().forEach(session -> live[0]++);
        return live[0];
    }
}
