package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.ReasonCode;

/** T25, T41 and T43: what one viewer's question does is his own affair, unless Usher's own question fails too. */
class OneViewersFailureIsNoOutageTest {

    private final TestingConfirmed portal = new TestingConfirmed().started();

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "RESET", "MALFORMED", "OVERSIZED", "STATUS"})
    void itIsUndecidedAndOthersAreAskedAbout(Kind kind) {
        // Given
        portal.viewersMeet(kind);

        for (int i = 0; i < 100; i++) {
            // When
            assertThat(portal.said("203.0.113.7")).isEqualTo("undecided");
            portal.timer.passes(Duration.ofMillis(100));
        }

        // Then
        assertThat(portal.outage.current()).isEmpty();
        portal.viewers.instead().answers(200);
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");
        assertThat(portal.viewers.questions()).hasSize(101);
    }

    @Test
    void aFloodOfThemAsksFewCanaries() {
        // Given
        portal.viewersMeet(Kind.RESET);

        // When
        for (int i = 0; i < 10_000; i++) {
            portal.said("203.0.113.7");
            portal.timer.passes(Duration.ofMillis(1));
        }

        // Then
        assertThat(portal.canaries.questions()).hasSizeBetween(2, 25);
    }

    @Test
    void ofTwoAddressesItIsNoneEither() {
        // Given
        portal.viewersMeet(Kind.RESET);

        // When
        for (int i = 0; i < 50; i++) {
            assertThat(portal.said("203.0.113.7")).isEqualTo("undecided");
            assertThat(portal.said("2001:db8::" + i)).as("one /64").isEqualTo("undecided");
        }

        // Then
        assertThat(portal.outage.current()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "RESET", "MALFORMED", "OVERSIZED"})
    void itIsAnOutageIfTheCanaryFailsToo(Kind kind) {
        // Given
        portal.timer.passes(Duration.ofSeconds(30));
        portal.viewersMeet(kind).canariesMeet(kind);

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(portal.outage.current())
                .hasValueSatisfying(why -> assertThat(why).startsWith("canary: scripted"));
        assertThat(portal.said("198.51.100.1")).isEqualTo("unavailable");
        assertThat(portal.viewers.questions()).as("nobody waits any more").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "UNREACHABLE", "UNRESOLVED", "TLS"})
    void withoutAnyConnectionItIsAnOutageAtOnce(Kind kind) {
        // Given
        portal.canaries.instead().hangs();
        portal.viewersMeet(kind);

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(portal.outage.current()).contains("scripted " + kind + ", for 0s");
    }

    @Test
    void aConnectionThatTakesTooLongIsOneIfTheCanaryGetsNoneEither() {
        // Given
        TestingConfirmed unwatched = new TestingConfirmed("off", On5xx.DENY, new TestingBackend()).started();
        for (TestingConfirmed backend : List.of(portal, unwatched)) {
            backend.viewers
                    .instead()
                    .fails(new ExchangeFailure(Kind.TIMEOUT, ReasonCode.NO_CONNECTION_IN_TIME, "no connection"));
        }

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("undecided");
        portal.timer.passes(Duration.ofSeconds(30));
        portal.canariesMeet(Kind.REFUSED);
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(unwatched.said("203.0.113.7")).as("where no canary is asked").isEqualTo("unavailable");
    }

    @Test
    void theFirstWhoWaitsHearsOfAnOutageWithinHisTimeout() {
        // Given a backend that hangs
        portal.timer.passes(Duration.ofSeconds(30));
        portal.viewers.instead().hangs();
        portal.canaries.instead().hangs();
        CompletableFuture<Verdict> first = portal.judge("203.0.113.7");

        // When half of his time is over
        portal.timer.passes(TestingConfirmed.TIMEOUT.dividedBy(2));
        portal.canary.suspect();
        assertThat(portal.canaries.questions())
                .as("asked at the start, and now")
                .hasSize(2);
        portal.timer.passes(TestingConfirmed.TIMEOUT.dividedBy(2));
        portal.canaryTimesOut();
        portal.viewers.answers().get(0).completeExceptionally(timeout());

        // Then
        assertThat(TestingConfirmed.word(first)).isEqualTo("unavailable");
    }

    @Test
    void whoFailsWhileACanaryIsAskedWaitsForIt() {
        // Given
        portal.timer.passes(Duration.ofSeconds(30));
        portal.viewersMeet(Kind.RESET);
        portal.canaries.instead().hangs();

        // When
        CompletableFuture<Verdict> one = portal.judge("203.0.113.7");
        CompletableFuture<Verdict> other = portal.judge("203.0.113.8");

        // Then
        assertThat(one).isNotDone();
        assertThat(portal.canaries.questions()).as("one for all who wait").hasSize(2);
        portal.canaries.answers().get(1).complete(BackendResponse.of(403));
        assertThat(TestingConfirmed.word(one)).isEqualTo("undecided");
        assertThat(TestingConfirmed.word(other)).isEqualTo("undecided");
    }

    @Test
    void whoGivesUpCancelsNoCanary() {
        // Given
        portal.timer.passes(Duration.ofSeconds(30));
        portal.viewersMeet(Kind.RESET);
        portal.canaries.instead().hangs();
        CompletableFuture<Verdict> one = portal.judge("203.0.113.7");

        // When
        one.cancel(true);

        // Then
        assertThat(portal.canaries.answers().get(1)).isNotCancelled();
    }

    @Test
    void tooManyRequestsConcernTheViewerAlone() {
        // Given
        TestingConfirmed strict = new TestingConfirmed("60s", On5xx.UNAVAILABLE, new TestingBackend()).started();
        for (TestingConfirmed backend : new TestingConfirmed[] {portal, strict}) {
            backend.viewers.instead().answers(429, new Header("Retry-After", "60"));

            // When
            for (int i = 0; i < 20; i++) {
                assertThat(backend.said("203.0.113.7")).isEqualTo("undecided");
            }

            // Then
            backend.viewers.instead().answers(200);
            assertThat(backend.said("198.51.100.1")).isEqualTo("allow");
            assertThat(backend.canaries.questions())
                    .as("a busy middleware isn't asked more")
                    .hasSize(1);
        }
    }

    @Test
    void aCanaryThatIsToldTooManyRequestsIsNoOutage() {
        // Given
        portal.canaries.instead().answers(429);

        // When
        portal.timer.passes(TestingConfirmed.EVERY);

        // Then
        assertThat(portal.outage.current()).isEmpty();
        assertThat(portal.said("198.51.100.1")).isEqualTo("allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "Fri, 15 Jan 2027 08:00:07 GMT"})
    void retryAfterOf503SpeaksForTheBackend(String retryAfter) {
        // Given
        TestingConfirmed strict = new TestingConfirmed("60s", On5xx.UNAVAILABLE, new TestingBackend()).started();
        strict.viewers.instead().answers(503, new Header("Retry-After", retryAfter));

        // When
        assertThat(strict.said("203.0.113.7")).isEqualTo("unavailable");
        strict.viewers.instead().answers(200);
        strict.timer.passes(Duration.ofSeconds(6));

        // Then
        assertThat(strict.said("198.51.100.1")).isEqualTo("unavailable");
        assertThat(strict.viewers.questions()).hasSize(1);
        assertThat(strict.canaries.questions())
                .as("not even a canary comes before")
                .hasSize(1);
        strict.timer.passes(Duration.ofSeconds(2));
        assertThat(strict.outage.current()).as("nobody has to ask for that").isEmpty();
        assertThat(strict.said("198.51.100.1")).isEqualTo("allow");
    }

    @Test
    void aServerErrorIsAnOutageOnlyIfTheCanaryGetsOneToo() {
        // Given
        TestingConfirmed strict = new TestingConfirmed("60s", On5xx.UNAVAILABLE, new TestingBackend()).started();
        strict.viewers.instead().answers(500);

        // Then
        assertThat(strict.said("203.0.113.7")).isEqualTo("undecided");
        strict.timer.passes(Duration.ofSeconds(30));
        strict.canaries.instead().answers(500);
        assertThat(strict.said("203.0.113.7")).isEqualTo("unavailable");
    }

    @Test
    void aFullQueueIsTheOperatorsActionAndEndsNothingForOthers() {
        // Given
        portal.viewersMeet(Kind.BUSY);

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("unavailable");
        assertThat(portal.outage.current()).isEmpty();
        portal.viewers.instead().answers(200);
        assertThat(portal.said("203.0.113.8")).isEqualTo("allow");
    }

    @Test
    void tlsThatBreaksUnderAQuestionIsOneOnlyIfTheCanaryFailsToo() {
        // Given
        portal.viewers.instead().fails(new ExchangeFailure(Kind.TLS, ReasonCode.CONNECTION_LOST, "TLS failed"));

        // Then
        assertThat(portal.said("203.0.113.7")).isEqualTo("undecided");
        assertThat(portal.outage.current()).isEmpty();
    }

    /** A plugin's words are its own, also if Usher has the same ones. */
    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void whateverItsPluginCallsIt(ReasonCode code) {
        // Given
        TestingConfirmed strict = new TestingConfirmed(
                        "60s",
                        On5xx.DENY,
                        new TestingBackend()
                                .withInterpret(response -> response.status() == 403
                                        ? new Verdict.Deny("status 403")
                                        : new Verdict.Unavailable(code.with("the plugin's words"))))
                .started();

        // When
        for (int i = 0; i < 20; i++) {
            assertThat(strict.said("203.0.113.7")).isEqualTo("undecided");
        }

        // Then
        assertThat(strict.outage.current()).isEmpty();
        assertThat(strict.outage.unverifiedFor()).isZero();
        strict.timer.passes(Duration.ofSeconds(30));
        strict.canaries.instead().answers(200);
        assertThat(strict.said("203.0.113.7")).as("the canary meets it too").isEqualTo("unavailable");
        assertThat(strict.canary.isFooled()).isFalse();
    }

    private static Throwable timeout() {
        return new ExchangeFailure(Kind.TIMEOUT, "no answer within 2s");
    }
}
