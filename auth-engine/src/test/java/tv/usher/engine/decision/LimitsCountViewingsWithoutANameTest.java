package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.session.TestingKicks;

/** T58: a middleware that knows viewers by something else than a token has its limits kept all the same. */
class LimitsCountViewingsWithoutANameTest {

    private final TestingPlatform platform = new TestingPlatform();

    @BeforeEach
    void oneScreenEach() {
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.of(1)));
    }

    @Test
    void secondScreenIsRefused() {
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"))).isEqualTo(Answer.ALLOW);
        assertThat(platform.ask(from("203.0.113.8", "/live/ch1/index.m3u8"))).isEqualTo(Answer.DENY);
        assertThat(platform.live()).isOne();
    }

    @Test
    void whatLiesBelowTheFolderIsTheSameScreen() {
        for (int i = 0; i < 20; i++) {
            platform.clock.passes(Duration.ofSeconds(10));
            assertThat(platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8")))
                    .isEqualTo(Answer.ALLOW);
            assertThat(platform.ask(from("203.0.113.7", "/live/ch1/v1/seg.ts"))).isEqualTo(Answer.ALLOW);
        }
        assertThat(platform.live()).isOne();
    }

    @Test
    void placeIsFreeOnceTheViewerIsIdle() {
        // Given
        platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"));

        // When
        platform.clock.passes(Duration.ofSeconds(62));

        // Then
        assertThat(platform.ask(from("203.0.113.8", "/live/ch1/index.m3u8"))).isEqualTo(Answer.ALLOW);
    }

    @Test
    void whoIsKickedIsOutBelowTheFolderToo() {
        // Given
        platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"));

        // When
        platform.sessions()
                .live()
                .forEach(session ->
                        platform.sessions().revocations().kick(session.key(), TestingKicks.of(Duration.ofHours(1))));

        // Then
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/v1/seg.ts"))).isEqualTo(Answer.DENY);
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"))).isEqualTo(Answer.DENY);
        assertThat(platform.ask(from("203.0.113.7", "/live/ch2/v1/seg.ts")))
                .as("another channel")
                .isEqualTo(Answer.ALLOW);
        platform.clock.passes(Duration.ofHours(1).plusSeconds(1));
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/v1/seg.ts"))).isEqualTo(Answer.ALLOW);
    }

    @Test
    void nobodyIsKnownByThat() {
        // Given
        platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"));

        // When
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"))).isEqualTo(Answer.DENY);
    }

    @Test
    void withoutALimitNothingIsRemembered() {
        platform.verdict.set(TestingPlatform.ALLOW);
        assertThat(platform.ask(from("203.0.113.7", "/live/ch1/index.m3u8"))).isEqualTo(Answer.ALLOW);
        assertThat(platform.live()).isZero();
    }

    @Test
    void operatorsAreToldWhatIsMissing() {
        assertThat(told(from("203.0.113.7", "/live/ch1/index.m3u8")).reason()).isEqualTo("viewing-unnamed");
        assertThat(told(from("203.0.113.8", "/live/ch1/index.m3u8")))
                .returns("over-limit", DecisionRecord::reason)
                .returns("77", DecisionRecord::user);
        platform.verdict.set(TestingPlatform.allow("", OptionalInt.of(1)));
        assertThat(told(from("203.0.113.7", "/live/ch1/index.m3u8")).reason()).isEqualTo("limit-uncounted");
        assertThat(told(from("203.0.113.7", "/live/ch1/index.m3u8").query("token=T"))
                        .reason())
                .isEqualTo("limit-uncounted");
    }

    private DecisionRecord told(AccessRequest.Builder request) {
        return DecisionRecords.of(
                0, TestingRequests.of(request.build()), platform.begin(request).join(), 1);
    }

    private static AccessRequest.Builder from(String client, String path) {
        return TestingPlatform.request(path, "").clientAddress(client);
    }
}
