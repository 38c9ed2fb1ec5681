package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.usher.api.Secret;
import tv.usher.engine.util.KeyHash;
import tv.usher.engine.util.TestingClock;

class OneTimeCodesAreGoodOnceTest {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestingClock clock = new TestingClock();
    private final OneTimeCodes codes = new OneTimeCodes(TestingSessions.keyHash(), MINUTE, clock.clock(), sessions());

    @Test
    void codeIsUsedOnce() {
        // Given
        String code = issue(ANNA);

        // When
        boolean goodBefore = codes.isGood(code, ANNA) && codes.isGood(code, ANNA);
        boolean used = use(code, ANNA);

        // Then
        assertThat(goodBefore && used).isTrue();
        assertThat(codes.isGood(code, ANNA)).isFalse();
        assertThat(use(code, ANNA)).isFalse();
    }

    @Test
    void codeIsOverInTime() {
        // Given
        String code = issue(ANNA);

        // When
        clock.passes(MINUTE.minusMillis(1));
        boolean before = codes.isGood(code, ANNA);
        clock.passes(Duration.ofMillis(1));

        // Then
        assertThat(before).isTrue();
        assertThat(codes.isGood(code, ANNA)).isFalse();
        assertThat(use(code, ANNA)).isFalse();
    }

    @Test
    void codeIsOfNobodyElse() {
        // Given
        String code = issue(ANNA);

        // Then
        assertThat(codes.isGood(code, new UserId("portal", "bert"))).isFalse();
        assertThat(codes.isGood(code, new UserId("other", "anna"))).isFalse();
        assertThat(codes.isGood(code, new UserId("portala", "nna"))).isFalse();
    }

    @Test
    void anotherUsherOfThisInstallationTakesIt() {
        // Given
        OneTimeCodes there = new OneTimeCodes(TestingSessions.keyHash(), MINUTE, clock.clock(), sessions());
        OneTimeCodes stranger =
                new OneTimeCodes(new KeyHash(KeyHash.randomSecret()), MINUTE, clock.clock(), sessions());

        // Then
        assertThat(there.isGood(issue(ANNA), ANNA)).isTrue();
        assertThat(stranger.isGood(issue(ANNA), ANNA)).isFalse();
    }

    @Test
    void changedCodesAreNone() {
        // Given
        String code = issue(ANNA);
        String later = "%012x".formatted(Long.parseLong(code.substring(0, 12), 16) + 60_000) + code.substring(12);

        // Then
        for (int i = 0; i < code.length(); i++) {
            char other = code.charAt(i) == '0' ? '1' : '0';
            String changed = code.substring(0, i) + other + code.substring(i + 1);
            assertThat(codes.isGood(changed, ANNA)).as(changed).isFalse();
        }
        for (String hostile :
                List.of("", later, code + "0", code.toUpperCase(), " " + code, "\u0660".repeat(44), "x")) {
            assertThat(codes.isGood(hostile, ANNA)).as(hostile).isFalse();
        }
    }

    @Test
    void ofTwoWhoUseACodeAtOnceOneIsTold() throws Exception {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                clock.passes(Duration.ofMillis(1));
                String code = issue(ANNA);

                // When
                Callable<Boolean> use = () -> use(code, ANNA);
                List<Future<Boolean>> used = threads.invokeAll(List.of(use, use, use, use));

                // Then
                int times = 0;
                for (Future<Boolean> one : used) {
                    times += one.get() ? 1 : 0;
                }
                assertThat(times).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Who is refused again and again must not have a stock of codes. */
    @Test
    void withOneCodeAllEarlierOnesOfItsUserAreUsed() {
        // Given
        String earlier = issue(ANNA);
        clock.passes(Duration.ofMillis(1));
        String code = issue(ANNA);
        String ofBert = issue(new UserId("portal", "bert"));

        // When
        use(code, ANNA);
        clock.passes(Duration.ofMillis(1));

        // Then
        assertThat(codes.isGood(earlier, ANNA)).isFalse();
        assertThat(codes.isGood(ofBert, new UserId("portal", "bert"))).isTrue();
        assertThat(codes.isGood(issue(ANNA), ANNA)).isTrue();
    }

    @Test
    void codesOfBeforeThisProcessAreNone() {
        // Given
        String code = issue(ANNA);

        // When
        clock.passes(Duration.ofSeconds(10));
        OneTimeCodes restarted = new OneTimeCodes(TestingSessions.keyHash(), MINUTE, clock.clock(), sessions());

        // Then
        assertThat(restarted.isGood(code, ANNA)).isFalse();
    }

    @Test
    void codesAreGoodAlsoAfterTheWallClockWasSetBack() {
        // Given
        use(issue(ANNA), ANNA);

        // When
        clock.wallClockJumps(Duration.ofHours(-1));
        String code = issue(ANNA);

        // Then
        assertThat(codes.isGood(code, ANNA)).isTrue();
        assertThat(use(code, ANNA)).isTrue();
        assertThat(use(code, ANNA)).isFalse();
        clock.passes(Duration.ofMillis(1));
        assertThat(use(issue(ANNA), ANNA)).isTrue();
    }

    @Test
    void codesAreGoodNoLongerThanTheOperatorSaysNow() {
        // Given
        OneTimeCodes off = new OneTimeCodes(TestingSessions.keyHash(), Duration.ZERO, clock.clock(), sessions());
        OneTimeCodes shorter =
                new OneTimeCodes(TestingSessions.keyHash(), Duration.ofSeconds(30), clock.clock(), sessions());

        // Then
        assertThat(off.isGood(issue(ANNA), ANNA)).isFalse();
        assertThat(off.areIssued()).isFalse();
        assertThat(shorter.isGood(issue(ANNA), ANNA)).isFalse();
    }

    @Test
    void noMoreUsersUseOneThanThereIsRoomForUntilTheirCodesAreOver() {
        // Given
        IntStream.range(0, UsedCodes.MOST_USERS).forEach(i -> {
            UserId user = new UserId("portal", "user" + i);
            assertThat(use(issue(user), user)).isTrue();
        });

        // When
        boolean full = use(issue(ANNA), ANNA);
        clock.passes(MINUTE);
        boolean later = use(issue(ANNA), ANNA);

        // Then
        assertThat(full).isFalse();
        assertThat(later).isTrue();
    }

    @Test
    void codeIsShownNowhere() {
        // When
        Secret code = codes.issue(ANNA);

        // Then
        assertThat(code.toString()).doesNotContain(code.reveal());
    }

    private Sessions sessions() {
        return TestingSessions.inMemory(
                TestingSessions.settings(), clock.clock(), new SessionMetrics(new PrometheusRegistry()));
    }

    private boolean use(String code, UserId user) {
        return codes.use(code, user).join();
    }

    private String issue(UserId user) {
        return codes.issue(user).reveal();
    }
}
