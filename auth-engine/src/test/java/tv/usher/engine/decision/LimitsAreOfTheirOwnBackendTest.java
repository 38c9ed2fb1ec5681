package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.backend.guard.ConfiguredBackend;
import tv.usher.engine.backend.guard.LimitSettings;
import tv.usher.engine.exchange.TestingExchange;

class LimitsAreOfTheirOwnBackendTest {

    private final TestingAuthority links =
            TestingAuthority.says("links", new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));

    @Test
    void whicheverOfThoseWhoAllMustAllowComesFirst() {
        // Given
        Decider decider = TestingRules.asking(Combining.ALL_ALLOW, links, portal(1));

        // Then
        assertThat(watch(decider, 1).answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, 2).why())
                .isEqualTo("over the limit of 1 sessions, held by 203.0.113.1 on /live/ch1/");
    }

    @Test
    void andNoOtherOnesWhenAnyAllows() {
        // Given
        TestingAuthority denying = TestingAuthority.says("denying", new Verdict.Deny("status 403"));
        Decider decider = TestingRules.asking(Combining.ANY_ALLOWS, denying, portal(2));

        // Then
        assertThat(watch(decider, 1).answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, 2).answer()).isEqualTo(Answer.ALLOW);
        assertThat(watch(decider, 3).why())
                .isEqualTo(
                        "over the limit of 2 sessions, held by 203.0.113.1 on /live/ch1/, 203.0.113.2 on /live/ch1/");
    }

    /** Names the user, and no number of sessions. */
    private static Authority portal(int maxSessions) {
        LimitSettings limits = new LimitSettings(Optional.of(maxSessions), Optional.empty(), false, false);
        TestingBackend plugin = new TestingBackend()
                .withInterpret(answer ->
                        new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("77")));
        return TestingHttp.authority(
                "portal",
                new TestingExchange().answers(200),
                OnUnavailable.DENY,
                new ConfiguredBackend(plugin, List.of(), false, limits));
    }

    private static Decision watch(Decider decider, int screen) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("203.0.113." + screen)
                .path("/live/ch1/index.m3u8")
                .query("token=T" + screen)
                .build();
        return decider.decide(TestingRequests.of(request)).join();
    }
}
