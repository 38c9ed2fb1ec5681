package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

class DenialsEndSessionsUnlessTheirBackendWasUnheardTest {

    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofMinutes(3)));
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> first = new AtomicReference<>(ALLOW);
    private final AtomicReference<Verdict> second = new AtomicReference<>(ALLOW);
    private final TestingAuthority portal =
            TestingAuthority.saying("portal", OnUnavailable.DENY, first::get).askedAgain();
    private final SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
    private Decider decider;

    private void combining(Combining combining) {
        combining(combining, OnUnavailable.DENY);
    }

    private void combining(Combining combining, OnUnavailable ofOther) {
        decider = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("portal", "other"), combining)),
                context,
                portal,
                TestingAuthority.saying("other", ofOther, second::get).askedAgain());
    }

    private Answer ask() {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .path("/live/ch1/index.m3u8")
                .query("token=T")
                .build();
        return decider.decide(TestingRequests.of(request)).join().answer();
    }

    /** Whether the viewer goes on although the grant is over. */
    private boolean isKept() {
        boolean[] kept = new boolean[1];
        context.sessions().live().forEach(session -> kept[0] |= session.isKept());
        return kept[0];
    }

    /** Asks now and then for so long; the last answer. */
    private Answer watch(Duration time) {
        Answer last = null;
        for (long seconds = 0; seconds < time.toSeconds(); seconds += 30) {
            clock.passes(Duration.ofSeconds(30));
            last = ask();
        }
        return last;
    }

    @ParameterizedTest
    @EnumSource(value = Combining.class, names = "ALL_ALLOW", mode = EnumSource.Mode.EXCLUDE)
    void whoLetTheViewerInTimesOutAndAnotherDenies(Combining combining) {
        // Given
        combining(combining);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        first.set(DOWN);
        second.set(DENY);

        // Then
        assertThat(watch(Duration.ofMinutes(12))).isEqualTo(Answer.ALLOW);
        first.set(DENY);
        assertThat(watch(Duration.ofMinutes(2))).isEqualTo(Answer.DENY);
    }

    @ParameterizedTest
    @EnumSource(Combining.class)
    void whoLetTheViewerInDeniesWhileItsOutageIsNotOver(Combining combining) {
        // Given
        combining(combining);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        portal.out(true);
        first.set(DENY);
        second.set(DENY);

        // Then
        assertThat(watch(Duration.ofMinutes(4))).isEqualTo(Answer.DENY);
    }

    @ParameterizedTest
    @EnumSource(OnUnavailable.class)
    void whoLetTheViewerInDeniesWhileAnotherIsDown(OnUnavailable ofOther) {
        // Given
        combining(Combining.ANY_ALLOWS, ofOther);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        first.set(DENY);
        second.set(DOWN);

        // Then he gets what a stranger gets
        assertThat(watch(Duration.ofMinutes(4))).isEqualTo(Answer.valueOf(ofOther.name()));
        assertThat(isKept()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(OnUnavailable.class)
    void oneOfThoseWhoAllMustAllowIsDownAndNobodyDenies(OnUnavailable ofOther) {
        // Given
        combining(Combining.ALL_ALLOW, ofOther);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        second.set(DOWN);

        // Then
        assertThat(watch(Duration.ofMinutes(12))).isEqualTo(Answer.ALLOW);
        assertThat(isKept()).isTrue();
    }

    @Test
    void aFailedQuestionKeepsThoseOfTheBackendsBehindIt() {
        // Given
        first.set(new Verdict.Abstain("not mine"));
        combining(Combining.FIRST_ANSWER);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        first.set(null); // no verdict at all

        // Then
        assertThat(watch(Duration.ofMinutes(12))).isEqualTo(Answer.ALLOW);
    }

    @Test
    void oneOfThoseWhoAllMustAllowDeniesAndAnotherIsDown() {
        // Given
        combining(Combining.ALL_ALLOW);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        portal.out(true);
        first.set(DOWN);
        second.set(DENY);

        // Then
        assertThat(watch(Duration.ofMinutes(4))).isEqualTo(Answer.DENY);
    }

    @Test
    void whoIsAskedFirstDeniesSoThatNobodyElseIsAsked() {
        // Given
        first.set(new Verdict.Abstain("not mine"));
        combining(Combining.FIRST_ANSWER);
        assertThat(ask()).isEqualTo(Answer.ALLOW);

        // When
        first.set(DENY);
        second.set(DOWN);

        // Then
        assertThat(watch(Duration.ofMinutes(4))).isEqualTo(Answer.DENY);
    }
}
