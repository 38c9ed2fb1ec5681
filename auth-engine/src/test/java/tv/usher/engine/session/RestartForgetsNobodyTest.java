package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.session.file.TestingUsher.TOKEN;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.engine.session.file.TestingUsher;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class RestartForgetsNobodyTest {

    private static final String PLAYLIST = "/live/ch1/index.m3u8";
    private static final String SEGMENT = "/live/ch1/seg-1.ts";

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();

    @Test
    void whoWasGrantedIsKnownAsBefore() {
        // Given
        Session before;
        try (TestingUsher usher = start()) {
            before = usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10)).session();
        }

        // When
        try (TestingUsher usher = start()) {
            Session after = usher.known(PLAYLIST, "token=" + TOKEN);

            // Then
            assertThat(usher.known(SEGMENT, "")).isSameAs(after);
            assertThat(after.key()).isEqualTo(before.key());
            assertThat(after.user()).isEqualTo("42");
            assertThat(after.name()).isEqualTo("anna");
            assertThat(after.origin()).isEqualTo(TestingUsher.ORIGIN);
            assertThat(after.playback()).isEqualTo(before.playback());
            assertThat(after.isVerified()).isTrue();
            assertThat(after.began()).isEqualTo(before.began());
            assertThat(after.grantEnds()).isEqualTo(before.grantEnds());
            assertThat(usher.problem()).isEmpty();
        }
    }

    @Test
    void alsoAfterAKill() throws Exception {
        try (TestingUsher usher = start()) {
            // Given
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));

            // When
            await().until(() -> isKnownAfterAKill(usher));
        }
    }

    /** Copies what there is while the process lives. */
    private boolean isKnownAfterAKill(TestingUsher living) throws Exception {
        assertThat(living.known(SEGMENT, "")).isNotNull();
        Path copy = TestingUsher.copyOf(folder, folder.resolveSibling("copy-" + System.nanoTime()));
        try (TestingUsher usher = TestingUsher.startedOn(copy, clock)) {
            return usher.known(SEGMENT, "") != null;
        }
    }

    @Test
    void grantEndsWhenItWouldHaveEnded() {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofMinutes(30));
        }

        // When
        clock.passes(Duration.ofMinutes(29));

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            clock.passes(Duration.ofMinutes(2));
            assertThat(usher.known(SEGMENT, "")).isNull();
        }
    }

    @Test
    void whoWasRenewedForLongBeganWhenHeBegan() {
        // Given
        SessionSettings settings =
                new TestingSettings().maxGrant(Duration.ofHours(1)).build();
        TestingStore store = new TestingStore();
        Sessions before = TestingSessions.of(settings, clock, store, new SessionMetrics(new PrometheusRegistry()));
        before.open();
        Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
        Session session = TestingViewings.admit(before, viewing, TestingViewings.grant("anna", 1))
                .session();
        long began = clock.wallNow();
        for (int renewals = 0; renewals < 5; renewals++) {
            clock.passes(Duration.ofHours(1));
            before.reauthorization().renew(session, Grant.lasting(Duration.ofHours(1)));
        }

        // When
        Sessions after = TestingSessions.of(settings, clock, store, new SessionMetrics(new PrometheusRegistry()));
        after.open();

        // Then
        assertThat(after.live().find(viewing.key()).orElseThrow().began()).isEqualTo(began);
    }

    @Test
    void whatEndedMeanwhileIsOver() {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofMinutes(30));
        }

        // When
        clock.passes(Duration.ofMinutes(31));

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.known(SEGMENT, "")).isNull();
            assertThat(usher.sessions()
                            .expired(usher.viewing(SEGMENT, ""), clock.clock().now()))
                    .as("to be kept while the backend is unavailable")
                    .isNotNull();
        }
    }

    @Test
    void nobodyIsIdleWhileNobodyCouldAsk() {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));
            clock.passes(Duration.ofSeconds(50));
        }

        // When
        clock.passes(Duration.ofMinutes(5));

        // Then
        try (TestingUsher usher = start()) {
            clock.passes(Duration.ofSeconds(50));
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            clock.passes(Duration.ofSeconds(61));
            assertThat(usher.known(SEGMENT, "")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void clockThatJumpsMeanwhileExpiresNobodyInGeneral(int hours) {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));
        }

        // When
        clock.wallClockJumps(Duration.ofHours(hours));

        // Then
        try (TestingUsher usher = start()) {
            Session session = usher.known(SEGMENT, "");
            assertThat(session.secondsLeft(clock.clock().now()))
                    .isEqualTo(Duration.ofHours(10 - hours).toSeconds());
        }
    }

    @Test
    void clockThatJumpsBackMakesNobodyImmortal() {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));
        }

        // When
        clock.wallClockJumps(Duration.ofDays(-3650));

        // Then: at most the longest grant that there is, and keep-known
        try (TestingUsher usher = start()) {
            Session session = usher.known(SEGMENT, "");
            assertThat(session.secondsLeft(clock.clock().now()))
                    .isEqualTo(Duration.ofDays(1).plusMinutes(10).toSeconds());
        }
    }

    @Test
    void whoWasEndedStaysEnded() {
        // Given
        try (TestingUsher usher = start()) {
            Session session = usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10)).session();
            usher.sessions().end(session, SessionEnd.LEFT);
        }

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.known(SEGMENT, "")).isNull();
        }
    }

    @Test
    void whoWasBannedStaysBanned() {
        // Given
        try (TestingUsher usher = start()) {
            Session session = usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10)).session();
            usher.sessions().revocations().kick(session.key(), TestingKicks.of(Duration.ofHours(1)));
            usher.sessions().revocations().kick(new UserId("ministra", "42"), TestingKicks.of(Duration.ofHours(1)));
        }

        // When
        clock.passes(Duration.ofMinutes(59));

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.sessions()
                            .refused(usher.viewing(SEGMENT, ""), clock.clock().now()))
                    .satisfies(TestingViewings::isBan);
            assertThat(usher.grant("/live/ch2/index.m3u8", "other", Duration.ofHours(1))
                            .refusal())
                    .satisfies(TestingViewings::isBan);
            clock.passes(Duration.ofMinutes(2));
            assertThat(usher.grant(PLAYLIST, TOKEN, Duration.ofHours(1)).session())
                    .isNotNull();
        }
    }

    @Test
    void whoWasDeniedIsAskedAbout() {
        // Given
        try (TestingUsher usher = start()) {
            usher.sessions()
                    .deny(
                            usher.viewing(PLAYLIST, "token=" + TOKEN),
                            new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "ministra"));
        }

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.sessions()
                            .refused(
                                    usher.viewing(PLAYLIST, "token=" + TOKEN),
                                    clock.clock().now()))
                    .isNull();
        }
    }

    @Test
    void limitsCountWhoWasThereBefore() {
        // Given
        try (TestingUsher usher = start()) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10), OptionalInt.of(1));
        }

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.grant(PLAYLIST, "another", Duration.ofHours(10), OptionalInt.of(1))
                            .refusal())
                    .isNotNull();
        }
    }

    @Test
    void ofTwoInOneFolderTheNewerIsFollowed() {
        // Given
        try (TestingUsher usher = start()) {
            for (int i = 0; i < 20; i++) {
                usher.grant(PLAYLIST, TOKEN + i, Duration.ofHours(10));
                clock.passes(Duration.ofSeconds(1));
            }
        }

        // Then
        try (TestingUsher usher = start()) {
            assertThat(usher.known(SEGMENT, "")).isSameAs(usher.known(PLAYLIST, "token=" + TOKEN + 19));
        }
    }

    private TestingUsher start() {
        return TestingUsher.startedOn(folder, clock);
    }
}
