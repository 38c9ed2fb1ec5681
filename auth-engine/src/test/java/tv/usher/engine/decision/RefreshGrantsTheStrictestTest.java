package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.allow;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;

class RefreshGrantsTheStrictestTest {

    @ParameterizedTest
    @CsvSource({"3, 600", "600, 3"})
    void viewerWhomAllMustAllowIsRefreshedForTheShortestGrant(int one, int other) {
        // Given
        TestingPlatform platform = new TestingPlatform();
        RuleSettings rule = TestingRules.rule("both", List.of("one", "other"), Combining.ALL_ALLOW);
        TestingAuthority first = granting("one", one);
        Decider decider = platform.rules(List.of(rule), first, granting("other", other));

        // When
        Decision last = null;
        for (int i = 0; i < 20; i++) {
            last = decider.decide(TestingRequests.of(
                            request("/live/ch1/index.m3u8", "token=T").build()))
                    .join();
            platform.clock.passes(Duration.ofSeconds(30));
        }

        // Then
        assertThat(first.questions()).as("refreshed").hasSizeGreaterThan(2);
        assertThat(last.pass().seconds()).isLessThanOrEqualTo(180);
    }

    private static TestingAuthority granting(String name, int minutes) {
        return TestingAuthority.says(
                name, OnUnavailable.DENY, allow("77", OptionalInt.empty(), Duration.ofMinutes(minutes)));
    }
}
