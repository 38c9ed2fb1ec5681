package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.TestingAuthority;

/** Closing events end sessions, in any order and any number. */
class EndOfAViewingFreesItsPlaceTest {

    private final TestingPlatform platform = new TestingPlatform();
    private final Decider decider =
            platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal);

    @Test
    void forTheUsersNextOne() {
        // Given
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.of(1)));
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(asks("2", "203.0.113.8")).isEqualTo(Answer.DENY);

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
        assertThat(platform.store.sessions()).isEmpty();
        assertThat(asks("3", "203.0.113.8")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void twiceAndBeforeTheBeginningChangesNothing() {
        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    @Test
    void ofNobodyElse() {
        // Given
        asks("1", "203.0.113.7");
        asks("2", "203.0.113.7");

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        decider.end(decisionRequest(CallKind.END, "2", "203.0.113.9"));
        decider.end(decisionRequest(CallKind.END, "", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isEqualTo(1);
        assertThat(asks("2", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    @Test
    void whoAsksAboutTheWholeViewingIsNotFollowedByWhoBringsNoToken() {
        // Given
        AccessRequest withToken =
                TestingPlatform.request("/live/sport1", "token=T").build();
        AccessRequest without = TestingPlatform.request("/live/sport1", "").build();
        decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", withToken))
                .join();
        platform.verdict.set(TestingPlatform.DENY);

        // When
        CompletableFuture<Decision> neighbour =
                decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", without));

        // Then
        assertThat(neighbour.join().answer()).isEqualTo(Answer.DENY);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    @Test
    void aViewingWithoutATokenIsNobodysTwice() {
        // Given
        TestingAuthority portal = platform.portal;
        AccessRequest without = TestingPlatform.request("/live/sport1", "").build();

        // When
        for (int i = 0; i < 2; i++) {
            decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", without))
                    .join();
        }

        // Then
        assertThat(portal.asks()).isEqualTo(2);
        assertThat(platform.live()).isZero();
    }

    private Answer asks(String session, String address) {
        return decider.decide(decisionRequest(CallKind.VIEWING, session, address))
                .join()
                .answer();
    }

    private static DecisionRequest decisionRequest(CallKind kind, String session, String address) {
        AccessRequest request = TestingPlatform.request("/live/sport1", "token=T")
                .session(session)
                .clientAddress(address)
                .build();
        return new DecisionRequest(kind, "srs", "127.0.0.1", "", request);
    }
}
