package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.asks;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

/** T17: memory is asked after the rules and the bans, so what an operator takes away is gone at the next request. */
class RevocationCountsFromTheNextRequestTest {

    private static final UserId USER = new UserId("portal", "77");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestingPlatform platform = new TestingPlatform();

    @Test
    void newRuleCountsForKnownViewers() {
        // Given
        assertThat(play()).isEqualTo(Answer.ALLOW);

        // When
        RuleSettings deny = TestingRules.access("- {name: blocked, when: {address: [203.0.113.0/24]}, then: deny}")
                .get(0);
        Decider stricter = platform.rules(List.of(deny, asks("everyone", "portal")), platform.portal);

        // Then
        Decision decision = stricter.decide(
                        TestingRequests.of(request("/live/ch1/seg.ts", "").build()))
                .join();
        assertThat(decision.answer()).isEqualTo(Answer.DENY);
        assertThat(decision.rule()).isEqualTo("blocked");
    }

    @Test
    void kickedViewerIsOutForAWhile() {
        // Given
        play();

        // When
        platform.sessions().revocations().kick(onlyKey(), TestingKicks.of(Duration.ZERO));

        // Then
        assertThat(segment()).isEqualTo(Answer.DENY);
        assertThat(play()).isEqualTo(Answer.DENY);
        assertThat(platform.portal.questions()).hasSize(1);
        platform.clock.passes(Duration.ofSeconds(11));
        assertThat(play()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void bannedUserIsOutWhateverTheTokenUntilTheBanEnds() {
        // Given
        play();
        platform.ask("/live/ch2/index.m3u8", "token=U");

        // When
        int ended = platform.sessions()
                .revocations()
                .kick(USER, TestingKicks.of(HOUR))
                .ended();

        // Then
        assertThat(ended).isEqualTo(2);
        assertThat(play()).isEqualTo(Answer.DENY);
        assertThat(segment()).isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch3/index.m3u8", "token=V")).isEqualTo(Answer.DENY);
        assertThat(platform.live()).isZero();
        platform.clock.passes(HOUR.plusSeconds(1));
        assertThat(play()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void banOutlivesARestart() {
        // Given
        play();
        platform.sessions().revocations().kick(USER, TestingKicks.of(HOUR));

        // When
        platform.restart();

        // Then
        assertThat(segment()).isEqualTo(Answer.DENY);
        assertThat(play()).isEqualTo(Answer.DENY);
        assertThat(platform.live()).isZero();
    }

    @Test
    void allowThatWasUnderWayComesTooLate() {
        // Given a viewer whose grant is over and who is being asked about
        TestingAuthority slow = TestingAuthority.hangs("portal");
        Decider decider = platform.rules(List.of(asks("everyone", "portal")), slow);
        AccessRequest question = request("/live/ch1/index.m3u8", "token=T").build();
        CompletableFuture<Decision> first = decider.decide(TestingRequests.of(question));
        slow.asked().get(0).complete(TestingPlatform.ALLOW);
        assertThat(first.join().answer()).isEqualTo(Answer.ALLOW);
        for (int i = 0; i < 4; i++) {
            platform.clock.passes(Duration.ofSeconds(46));
            decider.decide(TestingRequests.of(question));
        }
        assertThat(slow.questions()).hasSize(2);

        // When
        platform.sessions().revocations().kick(onlyStoredKey(), TestingKicks.of(HOUR));
        slow.asked().get(1).complete(TestingPlatform.ALLOW);

        // Then
        assertThat(decider.decide(TestingRequests.of(question)).join().answer()).isEqualTo(Answer.DENY);
        assertThat(platform.live()).isZero();
        assertThat(platform.store.sessions()).isEmpty();
    }

    @Test
    void refreshThatWasUnderWayBringsNobodyBack() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("portal").askedAgain();
        Decider decider = platform.rules(List.of(asks("everyone", "portal")), slow);
        AccessRequest question = request("/live/ch1/index.m3u8", "token=T").build();
        decider.decide(TestingRequests.of(question));
        slow.asked().get(0).complete(TestingPlatform.allow("77", OptionalInt.empty()));
        for (int i = 0; i < 3; i++) {
            platform.clock.passes(Duration.ofSeconds(50));
            decider.decide(TestingRequests.of(question));
        }
        assertThat(slow.questions()).hasSize(2);

        // When
        platform.sessions().revocations().kick(onlyKey(), TestingKicks.of(Duration.ZERO));
        slow.asked().get(1).complete(TestingPlatform.ALLOW);

        // Then
        assertThat(decider.decide(TestingRequests.of(question)).join().answer()).isEqualTo(Answer.DENY);
        assertThat(platform.store.sessions()).isEmpty();
    }

    private Answer play() {
        return platform.ask("/live/ch1/index.m3u8", "token=T");
    }

    private Answer segment() {
        return platform.ask("/live/ch1/seg.ts", "");
    }

    private Key onlyKey() {
        Key[] key = new Key[1];
        platform.sessions().live().forEach(session -> key[0] = session.key());
        return key[0];
    }

    private Key onlyStoredKey() {
        return platform.store.sessions().keySet().iterator().next();
    }
}
