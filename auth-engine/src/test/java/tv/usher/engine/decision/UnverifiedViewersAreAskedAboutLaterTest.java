package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.UnverifiedLog;
import tv.usher.engine.util.TestingClock;

/** With ten a second: one every 100 milliseconds. */
class UnverifiedViewersAreAskedAboutLaterTest {

    private static final Verdict DOWN = new Verdict.Unavailable("timeout");
    private static final Verdict DENY = new Verdict.Deny("status 403");

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(DOWN);
    private final TestingAuthority portal =
            TestingAuthority.saying("portal", OnUnavailable.ALLOW, verdict::get).askedAgain();
    private final SessionContext context =
            TestingContext.remembering(new TestingSettings().verifyPerSecond(10).build(), clock.clock());
    private final Decider decider = TestingRules.everyoneAsks(context, portal);

    @BeforeEach
    void outage() {
        portal.out(true);
        for (int viewer = 0; viewer < 30; viewer++) {
            assertThat(ask(viewer).isUnverified()).isTrue();
        }
    }

    @Test
    void theyAreInTheLedgerNewestFirst() {
        List<UnverifiedLog.UnverifiedViewer> entries =
                context.sessions().unverifiedLog().newest();

        assertThat(entries).hasSize(30);
        assertThat(entries.get(0).session().playback().client()).isEqualTo("10.0.0.29");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.reason().text()).isEqualTo("timeout");
            assertThat(entry.outcome()).isEqualTo(UnverifiedLog.RecheckOutcome.UNVERIFIED);
            assertThat(entry.session().verified()).isFalse();
            assertThat(entry.session().playback().channel()).isEqualTo("/live/ch1/");
        });
    }

    @Test
    void nobodyIsAskedAboutWhileTheOutageLasts() {
        // When
        clock.passes(Duration.ofSeconds(5));
        everyoneAsks();

        // Then
        assertThat(portal.asks()).isEqualTo(30);
    }

    @Test
    void nobodyIsAskedAboutWhileAnotherThatHasToAllowIsOut() {
        // Given
        TestingAuthority first = TestingAuthority.says("first", allow("77")).askedAgain();
        Decider both = TestingRules.decider(
                List.of(TestingRules.rule("both", List.of("first", "portal"), Combining.ALL_ALLOW)),
                context,
                first,
                portal);
        assertThat(both.decide(TestingRequests.of(request(500))).join().isUnverified())
                .isTrue();

        // When
        clock.passes(Duration.ofSeconds(30));
        Decision later = both.decide(TestingRequests.of(request(500))).join();

        // Then
        assertThat(later.isKnown()).isTrue();
        assertThat(first.asks()).isEqualTo(1);
        recovers(allow("77"));
        both.decide(TestingRequests.of(request(500))).join();
        assertThat(first.asks()).isEqualTo(2);
    }

    @Test
    void notAllAtOnceWhenItIsOver() {
        // Given
        recovers(allow("77"));

        // When
        for (int tick = 0; tick < 20; tick++) {
            everyoneAsks();
            clock.passes(Duration.ofMillis(50));
        }

        // Then
        assertThat(portal.asks() - 30).isEqualTo(10);
        assertThat(live(true)).isEqualTo(10);
    }

    @Test
    void anAllowMakesItASessionLikeAnyOther() {
        // Given
        recovers(allow("77"));

        // When
        ask(0);
        Decision later = ask(0);

        // Then
        assertThat(later.isKnown()).isTrue();
        assertThat(later.user()).isEqualTo("77");
        assertThat(later.pass().session().isVerified()).isTrue();
        assertThat(outcomeOf("10.0.0.0")).isEqualTo(UnverifiedLog.RecheckOutcome.VERIFIED);
        assertThat(live(true) + live(false)).isEqualTo(30);
    }

    @Test
    void aDenialEndsItWithTheNextRequest() {
        // Given
        recovers(DENY);

        // When
        Decision first = ask(0);
        Decision next = ask(0);

        // Then
        assertThat(first.answer()).isEqualTo(Answer.ALLOW);
        assertThat(next.answer()).isEqualTo(Answer.DENY);
        assertThat(outcomeOf("10.0.0.0")).isEqualTo(UnverifiedLog.RecheckOutcome.DENIED);
    }

    @Test
    void theLimitOfTheUserCounts() {
        // Given
        recovers(new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("77").maxSessions(1)));

        // When
        ask(0);
        clock.passes(Duration.ofMillis(100));
        ask(1);

        // Then
        assertThat(ask(0).answer()).isEqualTo(Answer.ALLOW);
        assertThat(ask(1).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void whoseTokenIsGoodForOneTimeStaysAsAllowed() {
        // Given
        TestingAuthority stalker = TestingAuthority.saying("stalker", OnUnavailable.ALLOW, verdict::get);
        Decider oneTime = TestingRules.everyoneAsks(context, stalker);
        verdict.set(DOWN);
        oneTime.decide(TestingRequests.of(request(500))).join();
        verdict.set(DENY);

        // When
        clock.passes(Duration.ofSeconds(30));
        Decision later = oneTime.decide(TestingRequests.of(request(500))).join();

        // Then
        assertThat(stalker.asks()).isEqualTo(1);
        assertThat(later.answer()).isEqualTo(Answer.ALLOW);
    }

    private void recovers(Verdict from) {
        portal.out(false);
        verdict.set(from);
        clock.passes(Duration.ofMillis(100));
    }

    private static Verdict allow(String user) {
        return new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user(user));
    }

    private void everyoneAsks() {
        for (int viewer = 0; viewer < 30; viewer++) {
            assertThat(ask(viewer).answer()).isEqualTo(Answer.ALLOW);
        }
    }

    private UnverifiedLog.RecheckOutcome outcomeOf(String client) {
        return context.sessions().unverifiedLog().newest().stream()
                .filter(entry -> entry.session().playback().client().equals(client))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private int live(boolean verified) {
        int[] live = new int[1];
        context.sessions().live().forEach(session -> live[0] += session.isVerified() == verified ? 1 : 0);
        return live[0];
    }

    private Decision ask(int viewer) {
        return decider.decide(TestingRequests.of(request(viewer))).join();
    }

    private static AccessRequest request(int viewer) {
        return AccessRequest.builder()
                .clientAddress("10.0." + viewer / 250 + "." + viewer % 250)
                .userAgent("VLC")
                .path("/live/ch1/index.m3u8")
                .query("token=T" + viewer)
                .build();
    }
}
