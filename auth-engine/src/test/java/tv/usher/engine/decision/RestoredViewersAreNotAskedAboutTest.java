package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.util.TestingClock;

/** After a restart, while the store is still telling who was known before. */
class RestoredViewersAreNotAskedAboutTest {

    private static final SessionSettings SETTINGS = TestingSessions.settings();
    private static final Verdict ALLOW = new Verdict.Allow(
            Grant.lasting(Duration.ofMinutes(30)).user("77").sessionName("anna").maxSessions(1));

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final TestingAuthority before = TestingAuthority.saying("portal", OnUnavailable.DENY, () -> ALLOW);
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.DENY, () -> ALLOW);
    private Decider restarted;

    @BeforeEach
    void restart() {
        ask(decider(before), "203.0.113.7", "/live/ch1/index.m3u8", "token=T").join();
        store.restoreLater();
        restarted = decider(portal);
    }

    @Test
    void whoShowsHisTokenIsAnsweredAtOnce() {
        Decision known =
                ask(restarted, "203.0.113.7", "/live/ch1/index.m3u8", "token=T").join();
        assertThat(known.isKnown()).isTrue();
        assertThat(known.user()).isEqualTo("77");
        assertThat(portal.questions()).isEmpty();
    }

    @Test
    void whoHasNoTokenIsAnsweredOnceHeCanBeKnown() {
        // Given
        CompletableFuture<Decision> segment = ask(restarted, "203.0.113.7", "/live/ch1/seg-1.ts", "");
        assertThat(segment).isNotDone();

        // When
        store.restoreAll();

        // Then
        assertThat(segment.join().isKnown()).isTrue();
        assertThat(portal.questions()).isEmpty();
    }

    @Test
    void newcomersAreCountedWithThoseWhoWereThere() {
        // Given: a second screen
        CompletableFuture<Decision> second = ask(restarted, "198.51.100.1", "/live/ch2/index.m3u8", "token=U");
        assertThat(second).isNotDone();

        // When
        store.restoreAll();

        // Then
        assertThat(second.join().answer()).isEqualTo(Answer.DENY);
        assertThat(portal.questions()).hasSize(1);
    }

    private Decider decider(TestingAuthority authority) {
        return TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("portal"), Combining.ANY_ALLOWS)),
                TestingContext.remembering(SETTINGS, clock.clock(), store),
                authority);
    }

    private static CompletableFuture<Decision> ask(Decider decider, String address, String path, String query) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(address)
                .userAgent("VLC")
                .path(path)
                .query(query)
                .build();
        return decider.decide(TestingRequests.of(request));
    }
}
