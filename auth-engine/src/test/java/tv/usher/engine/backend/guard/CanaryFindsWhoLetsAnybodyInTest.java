package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;

/** T53: a middleware that lets a random token in isn't believed, and one that is out is found out and back without any viewer. */
class CanaryFindsWhoLetsAnybodyInTest {

    private static final BackendResponse DENIED = BackendResponse.of(403);

    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingConfirmed portal = new TestingConfirmed();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void whoLetsTheCanaryInLetsNobodyInAnyMore() {
        // Given
        portal.started();
        assertThat(portal.said("203.0.113.7")).isEqualTo("allow");
        portal.canaries.instead().answers(200);

        // When
        portal.timer.passes(TestingConfirmed.EVERY);

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(portal.viewers.questions()).hasSize(1);
        assertThat(portal.outage.current()).contains("it lets a random token in, for 0s");
        assertThat(log.lines())
                .containsExactly("backend portal is unavailable: it lets a random token in; viewers get on-unavailable:"
                        + " allow");
        assertThat(log.levels()).containsExactly(Level.WARN);
        assertThat(portal.counted("usher_backend_canaries", "result", "let_in")).isEqualTo(1);
        assertThat(portal.counted("usher_backend_outages", "reason", "lets-anybody-in"))
                .isEqualTo(1);
        assertThat(portal.counted("usher_backend_up", "backend", "portal")).isZero();
    }

    @Test
    void whomItLetInSinceTheLastGoodCanaryIsDoubtedOnce() {
        // Given
        portal.started();
        portal.timer.passes(Duration.ofSeconds(90));
        long lastGood = portal.clock.now() - Duration.ofSeconds(30).toNanos();
        portal.canaries.instead().answers(200);

        // When
        portal.timer.passes(Duration.ofSeconds(60));

        // Then
        assertThat(portal.doubted).containsExactly(lastGood);
    }

    @Test
    void nobodyIsLetInBeforeTheFirstCanaryIsBack() {
        // Given
        portal.canaries.instead().hangs();
        portal.started();

        // When
        CompletableFuture<Verdict> allowed = portal.judge("203.0.113.7");
        assertThat(allowed).isNotDone();
        portal.viewers.instead().answers(403);
        assertThat(portal.said("203.0.113.8")).as("a denial waits for nothing").isEqualTo("deny");
        portal.canaries.answers().get(0).complete(BackendResponse.of(200).body("<html>"));

        // Then
        assertThat(TestingConfirmed.word(allowed)).isEqualTo("unavailable");
    }

    @Test
    void anAllowThatWasUnderWayIsNotBelievedEither() {
        // Given
        portal.started();
        portal.viewers.instead().hangs();
        CompletableFuture<Verdict> asked = portal.judge("203.0.113.7");
        portal.canaries.instead().answers(200);
        portal.timer.passes(TestingConfirmed.EVERY);

        // When
        portal.viewers.answers().get(0).complete(BackendResponse.of(200));

        // Then
        assertThat(TestingConfirmed.word(asked)).isEqualTo("unavailable");
    }

    @Test
    void norIfTheMiddlewareCannotBeAskedByNow() {
        // Given
        portal.started();
        portal.viewers.instead().hangs();
        CompletableFuture<Verdict> asked = portal.judge("203.0.113.7");
        portal.canaries.instead().answers(200);
        portal.timer.passes(TestingConfirmed.EVERY);
        portal.canariesMeet(Kind.REFUSED);
        portal.timer.passes(Duration.ofSeconds(2));

        // When
        portal.viewers.answers().get(0).complete(BackendResponse.of(200));

        // Then
        assertThat(TestingConfirmed.word(asked)).isEqualTo("unavailable");
    }

    @Test
    void anAnswerThatIsNotTheMiddlewaresIsAnOutageIfTheCanaryGetsItToo() {
        // Given a plugin that doesn't recognise the page
        TestingConfirmed strict = new TestingConfirmed(
                        "60s",
                        On5xx.DENY,
                        new TestingBackend()
                                .withInterpret(response -> response.status() == 403
                                        ? new Verdict.Deny("status 403")
                                        : new Verdict.Unavailable("not the portal's answer")))
                .started();

        // Then one viewer's page is undecided
        assertThat(strict.said("203.0.113.7")).isEqualTo("undecided");
        strict.timer.passes(Duration.ofSeconds(30));
        strict.canaries.instead().answers(200);
        assertThat(strict.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(strict.outage.current()).contains("canary: not the portal's answer, for 0s");
    }

    @Test
    void anOutageIsFoundWithoutAnyViewer() {
        // Given
        portal.started().canariesMeet(Kind.TIMEOUT);

        // When
        portal.timer.passes(TestingConfirmed.EVERY);

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(portal.viewers.questions()).isEmpty();
    }

    @Test
    void andItsEndWithinTwoSecondsAlsoIfItsCanariesHang() {
        // Given a backend that swallows questions
        portal.started().canariesMeet(Kind.TIMEOUT);
        portal.timer.passes(TestingConfirmed.EVERY);
        portal.canaries.instead().hangs();
        portal.timer.passes(Duration.ofMillis(1_500));
        assertThat(portal.outage.current()).isPresent();

        // When it answers again
        portal.canaries.instead().answers(403);
        portal.timer.passes(Duration.ofMillis(1_900));

        // Then
        assertThat(portal.outage.current()).isEmpty();
        assertThat(portal.said("203.0.113.7")).isEqualTo("allow");
    }

    @Test
    void anOldCanaryThatFailsLateSaysNothingAnyMore() {
        // Given
        portal.started().canariesMeet(Kind.TIMEOUT);
        portal.timer.passes(TestingConfirmed.EVERY);
        portal.canaries.instead().hangs();
        portal.timer.passes(Duration.ofSeconds(2));
        int late = portal.canaries.answers().size() - 2;
        portal.canaries.answers().get(late + 1).complete(DENIED);
        assertThat(portal.outage.current()).isEmpty();

        // When
        portal.canaries.answers().get(late).completeExceptionally(new IllegalStateException("late"));

        // Then
        assertThat(portal.outage.current()).isEmpty();
    }

    @Test
    void theEndIsToldOnceItIsCalm() {
        // Given
        portal.started().canariesMeet(Kind.REFUSED);
        portal.timer.passes(TestingConfirmed.EVERY);
        portal.canaries.instead().answers(403);

        // When
        portal.timer.passes(Duration.ofSeconds(1).plus(Outage.CALM));

        // Then
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).startsWith("backend portal answers again after 1s; 0 questions ");
    }

    @Test
    void whereItIsOffNobodyIsAskedAndAnAllowIsOne() {
        // Given
        TestingConfirmed open = new TestingConfirmed("off", On5xx.DENY, new TestingBackend()).started();

        // When
        open.timer.passes(Duration.ofHours(1));
        assertThat(open.said("203.0.113.7")).isEqualTo("allow");
        open.viewersMeet(Kind.RESET);
        assertThat(open.said("203.0.113.7")).isEqualTo("undecided");

        // Then
        assertThat(open.canaries.questions()).isEmpty();
    }

    @Test
    void whereItIsOffAnAnswerEndsTheOutage() {
        // Given
        TestingConfirmed open = new TestingConfirmed("off", On5xx.DENY, new TestingBackend()).started();
        open.viewersMeet(Kind.REFUSED);
        assertThat(open.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(open.outage.current()).isPresent();

        // When
        open.viewers.instead().answers(403);
        assertThat(open.said("203.0.113.7")).isEqualTo("deny");

        // Then
        assertThat(open.outage.current()).isEmpty();
    }

    @Test
    void aPluginThatCanAskAboutNoStrangerHasNoCanary() {
        // Given
        TestingBackend usual = new TestingBackend();
        TestingConfirmed odd = new TestingConfirmed(
                        "60s",
                        On5xx.DENY,
                        usual.withToRequest(request ->
                                request.query().raw().equals("token=1") ? usual.toRequest(request) : Optional.empty()))
                .started();

        // Then
        assertThat(odd.said("203.0.113.7")).isEqualTo("allow");
        odd.timer.passes(TestingConfirmed.EVERY);
        assertThat(odd.canaries.questions()).isEmpty();
    }

    @Test
    void aBackendThatAbstainsFromStrangersHasACanaryAllTheSame() {
        // Given one that can't be asked when Usher starts
        TestingConfirmed panel = new TestingConfirmed(
                "60s",
                On5xx.DENY,
                new TestingBackend()
                        .withInterpret(response -> response.status() == 404
                                ? new Verdict.Abstain("unknown here")
                                : new Verdict.Allow(Grant.lasting(Duration.ofMinutes(1)))));
        panel.canariesMeet(Kind.REFUSED);
        panel.started();
        assertThat(panel.said("203.0.113.7")).isEqualTo("unavailable");

        // When
        panel.canaries.instead().answers(404);
        panel.timer.passes(Duration.ofSeconds(2));

        // Then
        assertThat(panel.outage.current()).isEmpty();
        assertThat(panel.said("203.0.113.7")).isEqualTo("allow");
        panel.canaries.instead().answers(200);
        panel.timer.passes(TestingConfirmed.EVERY);
        assertThat(panel.said("203.0.113.7")).isEqualTo("unavailable");
    }

    @Test
    void tooManyRequestsAreNoSignThatItDeniesAgain() {
        // Given
        portal.started();
        portal.canaries.instead().answers(200);
        portal.timer.passes(TestingConfirmed.EVERY);
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");

        // When
        portal.canaries.instead().answers(429);
        portal.timer.passes(Duration.ofSeconds(5));

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        portal.canaries.instead().answers(403);
        portal.timer.passes(Duration.ofSeconds(2));
        assertThat(portal.said("203.0.113.7")).isEqualTo("allow");
    }

    @Test
    void tooManyRequestsMakeNobodyBelieved() {
        // Given
        portal.started();
        portal.timer.passes(Duration.ofSeconds(90));
        long lastGood = portal.clock.now() - Duration.ofSeconds(30).toNanos();
        portal.canaries.instead().answers(429);
        portal.timer.passes(TestingConfirmed.EVERY);

        // When
        portal.canaries.instead().answers(200);
        portal.timer.passes(TestingConfirmed.EVERY);

        // Then
        assertThat(portal.doubted).containsExactly(lastGood);
    }

    @Test
    void tooManyRequestsFromTheStartAreAnsweredByFewCanaries() {
        // Given
        portal.canaries.instead().answers(429);
        portal.started();

        // When
        for (int i = 0; i < 100; i++) {
            assertThat(portal.said("203.0.113." + i)).isEqualTo("allow");
            portal.timer.passes(Duration.ofMillis(9));
        }

        // Then
        assertThat(portal.canaries.questions()).hasSizeLessThanOrEqualTo(2);
        portal.canaries.instead().answers(200);
        portal.timer.passes(Canary.WHILE_OUT);
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
    }

    @Test
    void andSoAreViewersWhoFailMeanwhile() {
        // Given
        portal.started();
        portal.timer.passes(Duration.ofSeconds(30));
        portal.canaries.instead().answers(429);
        portal.viewersMeet(Kind.RESET);

        // When
        for (int i = 0; i < 100; i++) {
            assertThat(portal.said("203.0.113.7")).isEqualTo("undecided");
            portal.timer.passes(Duration.ofMillis(9));
        }

        // Then
        assertThat(portal.canaries.questions()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whomAFormerConfigurationLetInIsDoubtedToo() {
        // Given a canary of a configuration that has just been read
        portal.canaries.instead().answers(200);

        // When
        portal.started();

        // Then
        assertThat(portal.doubted).containsExactly(portal.clock.now() - TestingConfirmed.EVERY.toNanos());
    }

    @Test
    void aBugOfThePluginIsNoOutage() {
        // Given
        TestingConfirmed broken = new TestingConfirmed(
                        "60s", On5xx.DENY, new TestingBackend().withInterpret(response -> {
                                    throw new IllegalStateException("bug");
                                }))
                .started();

        // When
        broken.timer.passes(TestingConfirmed.EVERY);

        // Then
        assertThat(broken.said("203.0.113.7")).isEqualTo("undecided");
        assertThat(broken.outage.current()).isEmpty();
        assertThat(broken.counted("usher_backend_canaries", "result", "inconclusive"))
                .isEqualTo(2);
    }

    @Test
    void ofAFormerConfigurationItIsAskedOnlyForAViewer() {
        // Given
        portal.started();
        portal.timer.passes(Duration.ofSeconds(1));
        portal.viewers.instead().hangs();
        CompletableFuture<Verdict> asked = portal.judge("203.0.113.7");
        portal.canary.replaced();
        portal.canariesMeet(Kind.TIMEOUT);
        portal.timer.passes(Duration.ofHours(1));
        assertThat(portal.canaries.questions()).hasSize(1);

        // When
        portal.viewers.answers().get(0).completeExceptionally(new ExchangeFailure(Kind.TIMEOUT, "no answer within 2s"));

        // Then
        assertThat(TestingConfirmed.word(asked)).isEqualTo("unavailable");
        portal.timer.passes(Duration.ofHours(1));
        assertThat(portal.canaries.questions()).hasSize(2);
    }

    @Test
    void afterItsCloseNothingIsAsked() {
        // Given
        portal.started();
        portal.canary.close();

        // When
        portal.timer.passes(Duration.ofHours(1));

        // Then
        assertThat(portal.canaries.questions()).hasSize(1);
    }
}
