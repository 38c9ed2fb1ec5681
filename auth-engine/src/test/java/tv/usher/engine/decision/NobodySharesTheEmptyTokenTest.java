package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.asks;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.TestingAuthority;

/** T19: without a token there is no identity: nothing is remembered of one that another could be answered with. */
class NobodySharesTheEmptyTokenTest {

    private final TestingPlatform platform = new TestingPlatform();

    @ParameterizedTest
    @ValueSource(strings = {"", "token=", "token", "token[]=", "other=T", "token=&token="})
    void allowWithoutATokenIsNotRemembered(String query) {
        // Given
        assertThat(platform.ask("/live/ch1/index.m3u8", query)).isEqualTo(Answer.ALLOW);

        // When
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(platform.ask("/live/ch1/index.m3u8", query)).isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch1/seg.ts", "")).isEqualTo(Answer.DENY);
        assertThat(platform.live()).isZero();
        assertThat(platform.portal.questions()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token="})
    void denialWithoutATokenIsNotRememberedEither(String query) {
        // Given
        platform.verdict.set(TestingPlatform.DENY);
        platform.ask("/live/ch1/index.m3u8", query);

        // When
        platform.verdict.set(TestingPlatform.ALLOW);

        // Then
        assertThat(platform.ask("/live/ch1/index.m3u8", query)).isEqualTo(Answer.ALLOW);
    }

    @Test
    void questionsWithoutATokenAreNotOne() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("slow");
        Decider decider = platform.rules(List.of(asks("everyone", "slow")), slow);
        AccessRequest question = request("/live/ch1/index.m3u8", "").build();

        // When
        CompletableFuture<Decision> one = decider.decide(TestingRequests.of(question));
        CompletableFuture<Decision> other = decider.decide(TestingRequests.of(question));
        slow.asked().get(0).complete(TestingPlatform.ALLOW);
        slow.asked().get(1).complete(TestingPlatform.DENY);

        // Then
        assertThat(one.join().answer()).isEqualTo(Answer.ALLOW);
        assertThat(other.join().answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void viewerOfUnknownAddressIsFollowedByNobody() {
        // Given
        AccessRequest.Builder granted =
                request("/live/ch1/index.m3u8", "token=T").clientAddress("");
        assertThat(platform.ask(granted)).isEqualTo(Answer.ALLOW);

        // When
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(platform.ask(request("/live/ch1/seg.ts", "").clientAddress("")))
                .isEqualTo(Answer.DENY);
        assertThat(platform.ask(request("/live/ch1/seg.ts", ""))).isEqualTo(Answer.DENY);
    }
}
