package tv.usher.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.BreakerExchange;
import tv.usher.engine.backend.guard.BreakerSettings;
import tv.usher.engine.backend.guard.MeasuredAuthority;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class DeadBackendIsNotAskedTest {

    private static final AccessRequest REQUEST = AccessRequest.builder().build();
    private static final Verdict NOT_ASKED = new Verdict.Unavailable(ReasonCode.BREAKER_OPEN.with("breaker open"));
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private final BreakerSettings settings = new BreakerSettings(true, 50, Duration.ofSeconds(10), 4, OPEN_FOR, 2);
    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics metrics = new BackendMetrics(registry);
    private final Outage outage = new Outage("portal", OnUnavailable.DENY, metrics, clock);
    private final TestingExchange exchange = new TestingExchange();
    private final Authority portal = portal();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void onceMostQuestionsFailed() {
        // Given
        exchange.answers(200).answers(403).fails(ExchangeFailure.Kind.TIMEOUT);
        for (int i = 0; i < 4; i++) {
            judge();
        }

        // When
        Verdict verdict = judge();

        // Then
        assertThat(verdict).isEqualTo(NOT_ASKED);
        assertThat(exchange.questions()).hasSize(4);
        assertThat(state("open")).isEqualTo(1);
        assertThat(state("closed")).isZero();
        assertThat(outage.current()).contains("scripted TIMEOUT, for 0s, breaker open");
    }

    @Test
    void fewerQuestionsThanTheMinimumSayNothing() {
        // Given
        exchange.fails(ExchangeFailure.Kind.REFUSED);

        // When
        for (int i = 0; i < 3; i++) {
            judge();
        }

        // Then
        assertThat(state("closed")).isEqualTo(1);
    }

    @Test
    void denialsAreAnswers() {
        // Given
        exchange.answers(403).answers(500).answers(404);

        // When
        for (int i = 0; i < 50; i++) {
            judge();
        }

        // Then
        assertThat(exchange.questions()).hasSize(50);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void questionsThatWereGivenUpOrNeverSentCountForNothing() {
        // Given
        exchange.hangs();
        for (int i = 0; i < 50; i++) {
            portal.judge(REQUEST).cancel(true);
        }
        exchange.instead().fails(ExchangeFailure.Kind.BUSY);

        // When
        for (int i = 0; i < 50; i++) {
            judge();
        }

        // Then
        assertThat(state("closed")).isEqualTo(1);
    }

    @Test
    void whomItCannotJudgeIsStillToldSo() {
        // Given
        AccessRequest withoutToken = AccessRequest.builder().channel("no token").build();
        open();

        // When
        Verdict verdict = portal.judge(withoutToken).join();

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Abstain.class);
        assertThat(judge()).isEqualTo(NOT_ASKED);
    }

    @Test
    void afterAWhileAFewQuestionsTry() {
        // Given
        open();
        exchange.instead().hangs();
        clock.passes(OPEN_FOR.plusMillis(1));

        // When
        List<CompletableFuture<Verdict>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asked.add(portal.judge(REQUEST));
        }

        // Then
        assertThat(asked).filteredOn(verdict -> !verdict.isDone()).hasSize(settings.trial());
        assertThat(state("half_open")).isEqualTo(1);
    }

    @Test
    void aTrialThatFailsIsFollowedByAnotherWhile() {
        // Given
        open();
        clock.passes(OPEN_FOR.plusMillis(1));
        int before = exchange.questions().size();

        // When
        for (int i = 0; i < 10; i++) {
            judge();
        }

        // Then
        assertThat(exchange.questions()).hasSize(before + settings.trial());
        assertThat(state("open")).isEqualTo(1);
    }

    @Test
    void aTrialThatIsGivenUpMakesRoomForAnother() {
        // Given
        open();
        exchange.instead().hangs();
        clock.passes(OPEN_FOR.plusMillis(1));
        int before = exchange.questions().size();

        // When
        for (int i = 0; i < 10; i++) {
            portal.judge(REQUEST).cancel(true);
        }

        // Then
        assertThat(exchange.questions()).hasSize(before + 10);
        assertThat(state("half_open")).isEqualTo(1);
    }

    @Test
    void aLateTimeoutFailsNoTrial() {
        // Given
        exchange.hangs();
        List<CompletableFuture<Verdict>> late = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            late.add(portal.judge(REQUEST));
        }
        open();
        exchange.instead().hangs();
        clock.passes(OPEN_FOR.plusMillis(1));
        portal.judge(REQUEST);

        // When
        exchange.answers()
                .subList(0, 20)
                .forEach(answer ->
                        answer.completeExceptionally(new ExchangeFailure(ExchangeFailure.Kind.TIMEOUT, "late")));

        // Then
        assertThat(late).allMatch(CompletableFuture::isDone);
        assertThat(exchange.questions()).as("a trial is under way").hasSizeGreaterThan(20);
        assertThat(state("half_open")).isEqualTo(1);
    }

    @Test
    void openingAndClosingAreOneLineEach() {
        // Given
        exchange.fails(ExchangeFailure.Kind.REFUSED);
        for (int i = 0; i < 200; i++) {
            judge();
            clock.passes(Duration.ofMillis(500));
        }
        exchange.instead().answers(200);
        clock.passes(OPEN_FOR.plusMillis(1));

        // When
        for (int i = 0; i < 20; i++) {
            judge();
        }

        // Then
        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(0))
                .isEqualTo("backend portal is unavailable: scripted REFUSED; viewers get on-unavailable: deny");
        assertThat(log.lines().get(1))
                .isEqualTo("backend portal isn't asked for now: 4 of the last 4 questions failed;"
                        + " it is tried again every 5s");
        assertThat(log.lines().get(2)).startsWith("backend portal answers again after 1");
        assertThat(log.levels()).containsExactly(Level.WARN, Level.WARN, Level.INFO);
        assertThat(state("closed")).isEqualTo(1);
        assertThat(outage.current()).isEmpty();
    }

    @Test
    void noThreadIsStartedForIt() {
        // Given
        open();

        // When
        clock.passes(OPEN_FOR.plusMillis(1));
        judge();

        // Then
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.toLowerCase().contains("circuitbreaker"));
    }

    private void open() {
        exchange.instead().fails(ExchangeFailure.Kind.TIMEOUT);
        while (state("open") == 0) {
            judge();
        }
    }

    private Verdict judge() {
        return portal.judge(REQUEST).join();
    }

    private Authority portal() {
        TestingBackend usual = new TestingBackend();
        TestingBackend backend = usual.withToRequest(
                request -> request.channel().isEmpty() ? usual.toRequest(request) : Optional.empty());
        Exchange guarded = new BreakerExchange("portal", exchange, settings, outage, metrics, clock);
        Authority asked = new HttpAuthority("portal", List.of(backend), guarded, OnUnavailable.DENY, why -> {});
        return new MeasuredAuthority(asked, outage, metrics, clock);
    }

    private double state(String state) {
        GaugeSnapshot gauge =
                (GaugeSnapshot) registry.scrape("usher_backend_breaker"::equals).get(0);
        return gauge.getDataPoints().stream()
                .filter(point -> point.getLabels().get("state").equals(state))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
