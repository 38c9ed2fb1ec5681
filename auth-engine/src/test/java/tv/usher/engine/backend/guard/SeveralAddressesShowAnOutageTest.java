package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;

/** A middleware may be broken for real tokens and quick for random ones: then viewers of several addresses show it. */
class SeveralAddressesShowAnOutageTest {

    private final TestingConfirmed portal = new TestingConfirmed().started();

    @Test
    void threeOfThemAreEnough() {
        // Given
        portal.viewersMeet(Kind.TIMEOUT);

        // Then
        assertThat(portal.said("203.0.113.1")).isEqualTo("undecided");
        assertThat(portal.said("203.0.113.2")).isEqualTo("undecided");
        assertThat(portal.said("203.0.113.3")).isEqualTo("unavailable");
        assertThat(portal.outage.current())
                .contains("questions of several client addresses failed; it is tried again every 5s, for 0s");
        assertThat(portal.said("203.0.113.4")).isEqualTo("unavailable");
        assertThat(portal.viewers.questions()).hasSize(3);
        assertThat(portal.counted("usher_backend_breaker", "state", "open")).isEqualTo(1);
    }

    @Test
    void butNotIfMostOthersAreAnswered() {
        // Given
        for (int i = 0; i < 100; i++) {
            portal.said("198.51.100." + i);
        }
        portal.viewersMeet(Kind.TIMEOUT);

        // When
        for (int i = 0; i < 40; i++) {
            assertThat(portal.said("203.0.113." + i)).isEqualTo("undecided");
        }

        // Then
        assertThat(portal.outage.current()).isEmpty();
    }

    @Test
    void norIfTheyFailOneLongAfterAnother() {
        portal.viewersMeet(Kind.TIMEOUT);
        for (int i = 0; i < 20; i++) {
            assertThat(portal.said("203.0.113." + i)).isEqualTo("undecided");
            portal.timer.passes(Duration.ofSeconds(3));
        }
        assertThat(portal.outage.current()).isEmpty();
    }

    @Test
    void norIfTheBreakerIsOff() {
        // Given
        TestingConfirmed asked = TestingConfirmed.withoutBreaker().started();
        asked.viewersMeet(Kind.TIMEOUT);

        // When
        for (int i = 0; i < 20; i++) {
            assertThat(asked.said("203.0.113." + i)).isEqualTo("undecided");
        }

        // Then
        assertThat(asked.outage.current()).isEmpty();
        assertThat(asked.counted("usher_backend_breaker", "state", "closed")).isZero();
    }

    @Test
    void theCanaryDoesNotEndThat() {
        // Given
        open();

        // When
        portal.timer.passes(Duration.ofSeconds(3));

        // Then
        assertThat(portal.outage.current()).isPresent();
    }

    @Test
    void afterAWhileAFewOfThemTry() {
        // Given
        open();
        portal.viewers.instead().hangs();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        int before = portal.viewers.questions().size();

        // When
        List<CompletableFuture<Verdict>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asked.add(portal.judge("198.51.100." + i));
            asked.add(portal.judge("198.51.100." + i));
        }

        // Then
        assertThat(portal.viewers.questions())
                .as("one of each address, two in all")
                .hasSize(before + 2);
        assertThat(portal.counted("usher_backend_breaker", "state", "half_open"))
                .isEqualTo(1);
    }

    @Test
    void whoWasAnsweredGoesOnWhileOthersStillTry() {
        // Given
        open();
        portal.viewers.instead().answers(200);
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));

        // Then
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");
        assertThat(portal.outage.current()).isPresent();
        assertThat(portal.said("198.51.100.2")).isEqualTo("allow");
        assertThat(portal.outage.current()).isEmpty();
        assertThat(portal.counted("usher_backend_breaker", "state", "closed")).isEqualTo(1);
    }

    @Test
    void oneAddressCannotFailEveryTrial() {
        // Given
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        int before = portal.viewers.questions().size();

        // When
        for (int i = 0; i < 10; i++) {
            assertThat(portal.said("203.0.113.66")).isEqualTo("undecided");
        }
        assertThat(portal.viewers.questions()).hasSize(before + 1);
        portal.viewers.instead().answers(200);

        // Then
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");
    }

    /** T41. */
    @Test
    void oneAddressThatFailsEachRoundKeepsItOpenForNobody() {
        // Given
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        assertThat(portal.said("203.0.113.66")).isEqualTo("undecided");
        portal.viewers.instead().answers(200);
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");

        // When
        portal.timer.passes(TestingConfirmed.OPEN_FOR);

        // Then
        assertThat(portal.said("198.51.100.2")).isEqualTo("allow");
        assertThat(portal.counted("usher_backend_breaker", "state", "closed")).isEqualTo(1);
        portal.viewersMeet(Kind.TIMEOUT);
        assertThat(portal.said("203.0.113.66")).isEqualTo("undecided");
        portal.timer.passes(TestingConfirmed.OPEN_FOR);
        assertThat(portal.outage.current()).isEmpty();
    }

    @Test
    void norDoesOneWhereManyTry() {
        // Given
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        portal.said("203.0.113.66");
        portal.viewers.instead().answers(200);

        // When
        portal.said("198.51.100.1");
        portal.said("198.51.100.2");

        // Then
        assertThat(portal.outage.current()).isEmpty();
    }

    /** T41. */
    @Test
    void whoFailsByHimselfIsNotLetInByThat() {
        open();
        for (int round = 0; round < 5; round++) {
            portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
            assertThat(portal.said("203.0.113.66")).isEqualTo("undecided");
            assertThat(portal.said("203.0.113.66")).isEqualTo("undecided");
        }
    }

    @Test
    void twoThatFailAreLetInAsTheOperatorSays() {
        open();
        for (int round = 0; round < 5; round++) {
            portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
            assertThat(portal.said("203.0.113.1")).isEqualTo("undecided");
            assertThat(portal.said("203.0.113.2")).isEqualTo("undecided");
            assertThat(portal.said("203.0.113.1")).isEqualTo("unavailable");
            assertThat(portal.said("203.0.113.2")).isEqualTo("unavailable");
        }
    }

    @Test
    void threeThatFailAreAnOutageAgain() {
        // Given
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));

        // Then
        assertThat(portal.said("203.0.113.1")).isEqualTo("undecided");
        assertThat(portal.said("203.0.113.2")).isEqualTo("undecided");
        assertThat(portal.said("203.0.113.3")).isEqualTo("unavailable");
        assertThat(portal.said("203.0.113.1")).isEqualTo("unavailable");
        assertThat(portal.counted("usher_backend_breaker", "state", "open")).isEqualTo(1);
    }

    @Test
    void fewViewersOfASmallSiteEndItToo() {
        // Given three addresses, one of which tries and fails
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        assertThat(portal.said("203.0.113.1")).isEqualTo("undecided");
        portal.viewers.instead().answers(200);
        assertThat(portal.said("203.0.113.1"))
                .as("one question of each address")
                .isEqualTo("undecided");

        // When
        portal.timer.passes(TestingConfirmed.OPEN_FOR);

        // Then
        assertThat(portal.said("203.0.113.1")).isEqualTo("allow");
        portal.timer.passes(TestingConfirmed.OPEN_FOR);
        assertThat(portal.outage.current())
                .as("although one address passed alone, and nobody asks")
                .isEmpty();
    }

    @Test
    void fewViewersDoNotEndItWhileTheyFail() {
        open();
        for (int round = 0; round < 5; round++) {
            portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
            int before = portal.viewers.questions().size();
            portal.said("203.0.113.1");
            portal.said("203.0.113.1");
            assertThat(portal.viewers.questions()).hasSize(before + 1);
            assertThat(portal.outage.current()).isPresent();
        }
    }

    @Test
    void questionsAtTheSameTimeLoseNoTrial() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            // Given
            TestingConfirmed busy = new TestingConfirmed().started();
            busy.viewersMeet(Kind.TIMEOUT);
            for (int i = 0; busy.outage.current().isEmpty(); i++) {
                busy.said("203.0.113." + i);
            }
            busy.viewers.instead().answers(200);
            busy.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));

            // When
            CyclicBarrier together = new CyclicBarrier(4);
            List<Thread> viewers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String client = "198.51.100." + i / 2; // two of each address
                viewers.add(new Thread(() -> {
                    try {
                        together.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    busy.said(client);
                }));
            }
            viewers.forEach(Thread::start);
            for (Thread viewer : viewers) {
                viewer.join();
            }

            // Then whoever had to stand back has taken nobody's turn
            assertThat(busy.said("198.51.100.9")).isEqualTo("allow");
            assertThat(busy.counted("usher_backend_breaker", "state", "closed"))
                    .as("round " + round)
                    .isEqualTo(1);
        }
    }

    @Test
    void whoIsNotAskedIsExplainedAsNotAsked() {
        // Given
        AccessRequest viewer = AccessRequest.builder()
                .clientAddress("198.51.100.1")
                .query("token=1")
                .build();
        open();

        // Then
        assertThat(portal.authority.preview(viewer).said())
                .hasValueSatisfying(said -> assertThat(said.verdict()).isInstanceOf(Verdict.Unavailable.class));
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        assertThat(portal.authority.preview(viewer).said()).as("he would try").isEmpty();
        portal.said("198.51.100.1");
        assertThat(portal.authority.preview(viewer).said()).as("he tried").isPresent();
    }

    @Test
    void aTrialThatIsGivenUpMakesRoomForAnother() {
        // Given
        open();
        portal.viewers.instead().hangs();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        int before = portal.viewers.questions().size();

        // When
        for (int i = 0; i < 10; i++) {
            portal.judge("198.51.100." + i).cancel(true);
        }

        // Then
        assertThat(portal.viewers.questions()).hasSize(before + 10);
    }

    @Test
    void aLateFailureFailsNoTrial() {
        // Given
        portal.viewers.instead().hangs();
        CompletableFuture<Verdict> late = portal.judge("198.51.100.9");
        open();
        portal.viewers.instead().hangs();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        portal.judge("198.51.100.1");

        // When
        portal.viewers.answers().get(0).completeExceptionally(new ExchangeFailure(Kind.TIMEOUT, "late"));

        // Then
        assertThat(late).isDone();
        assertThat(portal.counted("usher_backend_breaker", "state", "half_open"))
                .isEqualTo(1);
    }

    @Test
    void noThreadIsStartedForIt() {
        open();
        portal.timer.passes(TestingConfirmed.OPEN_FOR.plusMillis(1));
        portal.said("198.51.100.1");

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.toLowerCase().contains("circuitbreaker"));
    }

    private void open() {
        portal.viewersMeet(Kind.TIMEOUT);
        for (int i = 0; portal.outage.current().isEmpty(); i++) {
            portal.said("203.0.113." + i);
        }
    }
}
