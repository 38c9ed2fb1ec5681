package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;

class RulesSendDeniedViewersElsewhereTest {

    private static final Location PROMO = new Location("https://tv.example.com/promo/index.m3u8");
    private static final Location OWN = new Location("https://portal.example.com/buy");
    private static final Verdict DENY = new Verdict.Deny("status 403");

    @Test
    void whoeverDenied() {
        assertThat(elsewhere(asking(TestingAuthority.says("a", DENY)))).contains(PROMO);
        assertThat(elsewhere(asking(TestingAuthority.says("a", new Verdict.Abstain("no token")))))
                .contains(PROMO);
        assertThat(elsewhere(asking(TestingAuthority.says("a", new Verdict.Unavailable("refused")))))
                .contains(PROMO);
        assertThat(elsewhere(decider("- {then: deny, denied-location: '" + PROMO.address() + "'}")))
                .contains(PROMO);
    }

    @Test
    void alsoFromMemory() {
        // Given
        TestingAuthority authority = TestingAuthority.says("a", DENY);
        Decider decider = asking(authority);

        // When
        decide(decider);
        Decision again = decide(decider);

        // Then
        assertThat(authority.asks()).isEqualTo(1);
        assertThat(again.redirect()).contains(PROMO);
    }

    @Test
    void unlessTheBackendSaysWhere() {
        // Given
        TestingAuthority authority = TestingAuthority.says(
                "a", new Verdict.Deny(new Reason("denied", "status 403")).redirect(Optional.of(OWN)));
        Decider decider = asking(authority);

        // When
        Decision first = decide(decider);
        Decision again = decide(decider);

        // Then
        assertThat(authority.asks()).isEqualTo(1);
        assertThat(first.redirect()).contains(OWN);
        assertThat(again.redirect()).contains(OWN);
    }

    @Test
    void butNobodyElse() {
        Verdict down = new Verdict.Unavailable("refused");

        assertThat(elsewhere(asking(TestingAuthority.says("a", new Verdict.Allow(Grant.lasting(Duration.ofHours(1)))))))
                .isEmpty();
        assertThat(elsewhere(asking(TestingAuthority.says("a", OnUnavailable.ALLOW, down))))
                .isEmpty();
        assertThat(elsewhere(asking(TestingAuthority.says("a", OnUnavailable.ERROR, down))))
                .isEmpty();
        assertThat(elsewhere(TestingRules.asking(Combining.ANY_ALLOWS, TestingAuthority.says("a", DENY))))
                .isEmpty();
    }

    @Test
    void andWhoGivesUpIsNotWaitedFor() {
        // Given
        TestingAuthority authority = TestingAuthority.hangs("a").askedAgain();
        CompletableFuture<Decision> decision = asking(authority).decide(decisionRequest());

        // When
        decision.cancel(true);

        // Then
        assertThat(authority.asked().get(0)).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {then: deny, denied-location: /promo}",
                "- {then: deny, denied-location: 'http://user@tv.example.com/'}",
                "- {then: deny, denied-location: ''}",
                "- {then: allow, denied-location: 'http://tv.example.com/'}",
            })
    void andMistakesAreTold(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decider(rule))
                .withMessageContaining("access[0]")
                .withMessageContaining("denied-location");
    }

    private static Optional<Location> elsewhere(Decider decider) {
        return decide(decider).redirect();
    }

    private static Decision decide(Decider decider) {
        return decider.decide(decisionRequest()).join();
    }

    private static DecisionRequest decisionRequest() {
        return TestingRequests.of(AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .path("/live/news/index.m3u8")
                .query("token=abc")
                .build());
    }

    private static Decider decider(String access) {
        return TestingRules.decider(TestingRules.access(access), TestingContext.remembering());
    }

    private static Decider asking(TestingAuthority authority) {
        RuleSettings rule = new RuleSettings(
                "everyone",
                Optional.empty(),
                Optional.empty(),
                List.of("a"),
                Combining.ANY_ALLOWS,
                List.of(),
                50,
                Optional.of(PROMO),
                Map.of());
        return TestingRules.decider(List.of(rule), TestingContext.remembering(), authority);
    }
}
