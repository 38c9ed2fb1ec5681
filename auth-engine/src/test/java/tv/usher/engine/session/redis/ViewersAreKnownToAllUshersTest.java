package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class ViewersAreKnownToAllUshersTest extends TwoUshers {

    @Test
    void grantIsKnownElsewhereWithAllThatItSays() {
        // Given
        Session granted = here.letIn(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 0)
                .join()
                .session();
        Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");

        // Then
        TestingNode.eventually(() -> there.finds(same));
        Session known = there.known(same);
        assertThat(known.key()).isEqualTo(granted.key());
        assertThat(known.user()).isEqualTo("anna");
        assertThat(known.origin()).isEqualTo(granted.origin());
        assertThat(known.playback()).isEqualTo(granted.playback());
        assertThat(known.isVerified()).isTrue();
        assertThat(Duration.ofNanos(known.grantEnds() - granted.grantEnds()).abs())
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void requestsWithoutATokenFollowElsewhereToo() {
        // Given
        here.letIn(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "", 0)
                .join();

        // Then
        TestingNode.eventually(() -> there.finds(there.viewing("192.0.2.1", "/live/ch1/v1/7.ts", "")));
        assertThat(there.finds(there.viewing("192.0.2.1", "/live/ch2/7.ts", "")))
                .isFalse();
        assertThat(there.finds(there.viewing("192.0.2.2", "/live/ch1/7.ts", "")))
                .isFalse();
    }

    @Test
    void denialIsRememberedElsewhere() {
        // Given
        Viewing denied = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        here.sessions().deny(denied, new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));

        // Then
        Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        TestingNode.eventually(() -> there.sessions()
                .askOthers(same)
                .join()
                .denial()
                .equals(Optional.of(new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"))));
    }

    @Test
    void renewedGrantHoldsElsewhere() {
        // Given
        Session session = here.letIn(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 3)
                .join()
                .session();

        // When
        here.sessions()
                .reauthorization()
                .renew(session, Grant.lasting(Duration.ofHours(9)).user("anna"));

        // Then
        Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        long renewed = System.currentTimeMillis() + Duration.ofHours(8).toMillis();
        TestingNode.eventually(() -> there.store().find(List.of(same.key())).join().sessions().stream()
                .findFirst()
                .filter(stored -> stored.validUntil() > renewed)
                .isPresent());
        TestingNode.eventually(() -> there.finds(same));
        assertThat(there.known(same).secondsLeft(System.nanoTime())).isGreaterThan(7 * 3600);
    }

    /** As after an outage in which the renewal was lost. */
    @Test
    void renewalThatRedisMissedIsToldWithTheNextReport() {
        // Given
        StoredSession renewed = stored(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"));
        there.store().put(with(renewed, renewed.began(), renewed.lastSeen(), renewed.validUntil() - 600_000));

        // Then
        TestingNode.eventually(() -> {
            here.sessions().sweeper().sweep();
            return isEverywhere(renewed, found -> found.validUntil() > renewed.validUntil() - 5_000);
        });
    }

    @Test
    void whoWasLetInAgainWithoutRedisIsToldWithTheNextReport() {
        // Given
        StoredSession again = stored(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"));
        there.store().put(with(again, again.began() - 600_000, again.lastSeen(), again.validUntil()));

        // Then
        TestingNode.eventually(() -> {
            here.sessions().sweeper().sweep();
            return isEverywhere(again, found -> found.began() > again.began() - 5_000);
        });
    }

    @Test
    void usherThatHasNotHeardOfARenewalShortensNothing() {
        // Given
        StoredSession renewed = stored(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"));
        long seen = renewed.lastSeen() + 60_000;

        // When
        there.store()
                .seen(List.of(with(renewed, renewed.began(), seen, renewed.began() - 3_600_000))
                        .iterator());

        // Then
        TestingNode.eventually(() -> isEverywhere(renewed, found -> found.lastSeen() > seen - 5_000));
        assertThat(isEverywhere(renewed, found -> found.validUntil() > renewed.validUntil() - 5_000))
                .isTrue();
    }

    private StoredSession stored(Viewing viewing) {
        Key key = here.letIn(viewing, "anna", 3).join().session().key();
        TestingNode.eventually(
                () -> !there.store().find(List.of(key)).join().sessions().isEmpty());
        return there.store().find(List.of(key)).join().sessions().get(0);
    }

    /** True if it holds in the session's shard and in its user's. */
    private boolean isEverywhere(StoredSession session, Predicate<StoredSession> holds) {
        List<StoredSession> ofUser =
                there.store().sessionsOf(session.userId(), 10).join();
        return there.store().find(List.of(session.key())).join().sessions().stream()
                        .findFirst()
                        .filter(holds)
                        .isPresent()
                && ofUser.size() == 1
                && holds.test(ofUser.get(0));
    }

    private static StoredSession with(StoredSession session, long began, long seen, long validUntil) {
        return new StoredSession(
                session.key(),
                session.followKey(),
                session.origin(),
                session.user(),
                session.name(),
                session.playback(),
                session.verified(),
                session.limited(),
                began,
                seen,
                validUntil,
                validUntil,
                session.idleTimeout(),
                seen,
                session.askedOnce(),
                session.named(),
                session.tokens(),
                session.connections());
    }

    @Test
    void oneThatIsOverHereIsOverEverywhere() {
        // Given
        Viewing viewing = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        Session session = here.letIn(viewing, "anna", 3).join().session();
        Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        TestingNode.eventually(() -> there.finds(same));

        // When
        here.sessions().end(session, SessionEnd.LEFT);

        // Then
        TestingNode.eventually(() -> !there.knows(same));
        TestingNode.eventually(() -> !there.finds(same));
    }

    @Test
    void oneThatWentToAnotherUsherGoesOnThere() {
        // Given
        TestingClock time = new TestingClock();
        try (TestingNode left =
                TestingNode.of(address, ofAnother(), time.clock()).inStep()) {
            Viewing viewing = left.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            left.letIn(viewing, "anna", 3).join();
            Session other = left.letIn(left.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b"), "bert", 3)
                    .join()
                    .session();
            Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            Viewing others = there.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
            TestingNode.eventually(() -> there.finds(same));
            TestingNode.eventually(() -> there.finds(others));

            // When
            time.passes(Duration.ofMinutes(6)); // longer than the idle timeout
            left.sessions().sweeper().sweep();
            left.sessions().end(other, SessionEnd.LEFT); // news that come after whatever else it told

            // Then
            assertThat(left.knows(viewing)).isFalse();
            TestingNode.eventually(() -> !there.knows(others));
            assertThat(there.knows(same)).isTrue();
        }
    }

    @Test
    void oneThatWentToAnotherUsherKeepsItsPlaceWhileItsUserBeginsAnother() {
        // Given
        TestingClock time = new TestingClock();
        try (TestingNode left =
                TestingNode.of(address, ofAnother(), time.clock()).inStep()) {
            left.letIn(left.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a"), "anna", 2)
                    .join();
            Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            TestingNode.eventually(() -> there.finds(same));
            Session other = left.letIn(left.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b"), "bert", 3)
                    .join()
                    .session();
            Viewing others = there.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
            TestingNode.eventually(() -> there.finds(others));

            // When
            time.passes(Duration.ofMinutes(6)); // longer than the idle timeout
            AdmissionResult second = left.letIn(left.viewing("192.0.2.3", "/live/ch1/index.m3u8", "c"), "anna", 2)
                    .join();
            left.sessions().end(other, SessionEnd.LEFT); // news that come after whatever else it told

            // Then
            assertThat(second.refusal()).isNull();
            TestingNode.eventually(() -> !there.knows(others));
            assertThat(there.knows(same)).isTrue();
            assertThat(there.letIn(there.viewing("192.0.2.4", "/live/ch1/index.m3u8", "d"), "anna", 2)
                            .join()
                            .refusal())
                    .isNotNull();
        }
    }

    @Test
    void restartedUsherKnowsItsViewersAgain() {
        // Given
        Viewing viewing = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        here.letIn(viewing, "anna", 0).join();
        here.close();

        // When
        here = TestingNode.of(address, ofHere()).inStep();

        // Then
        assertThat(here.finds(here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a")))
                .isTrue();
    }
}
