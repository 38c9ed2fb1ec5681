package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionStore.Known;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** As when a middleware let anybody in for a while, and all whom it allowed are unverified at once. */
class ManyChangesLeaveRoomForQuestionsTest extends TwoUshers {

    private static final int MANY = 15_000;
    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Key FIRST = new Key(1, 0);
    private static final Key LAST = new Key(1, MANY - 1);

    @Test
    void questionsAreStillAskedWhileRedisIsSlow() {
        redis.hang();
        CompletableFuture<Known> found;
        try {
            // When
            here.store()
                    .putAll(Stream.iterate(0, i -> i + 1)
                            .limit(MANY)
                            .map(i -> session(new Key(1, i)))
                            .iterator());
            found = here.store().find(List.of(FIRST));

            // Then
            assertThat(found).isNotDone();
        } finally {
            redis.goOn();
        }
        assertThat(found.join().isAnswered()).isTrue();
        TestingNode.eventually(
                () -> !there.store().find(List.of(LAST)).join().sessions().isEmpty());
    }

    @Test
    void alsoWhileAUserOfManySessionsIsKicked() {
        redis.hang();
        CompletableFuture<Known> found;
        try {
            // When
            for (int i = 0; i < MANY; i++) {
                here.store().remove(session(new Key(1, i)));
            }
            found = here.store().find(List.of(FIRST));

            // Then
            assertThat(found).isNotDone();
        } finally {
            redis.goOn();
        }
        assertThat(found.join().isAnswered()).isTrue();
    }

    @Test
    void ofAUsersSessionsSomeAreEndedAtOnce() {
        // Given
        long later = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
        here.store()
                .putAll(IntStream.range(0, 1_500)
                        .mapToObj(i -> session(new Key(1, i), "anna", i % 5 < 2 ? later : later - 7_200_000))
                        .iterator());
        TestingNode.eventually(() -> sessionsOfAnna() == 1_500);
        Shard all = Shard.whole(Duration.ZERO, Clock.system(), "");
        String now = Long.toString(System.currentTimeMillis());
        List<String> kick = List.of(RedisNames.name(ANNA), all.places(ANNA), "0", now, "", "", "");

        // When
        redis.run(told ->
                told.eval(Script.KICK.text(), ScriptOutputType.MULTI, new String[0], kick.toArray(String[]::new)));

        // Then
        assertThat(sessionsOfAnna()).isBetween(1_000, 1_400);
        here.store().kick(ANNA, Duration.ZERO, BanOrder.UNKNOWN);
        TestingNode.eventually(() -> sessionsOfAnna() == 600);
    }

    private int sessionsOfAnna() {
        return redis.run(told -> told.zcard("usher:user:portal:anna")).intValue();
    }

    @Test
    void whatAReportHoldsUpIsToldWithTheNext() {
        // Given
        redis.hang();
        try {
            here.store().seen(List.of(session(FIRST)).iterator());

            // When
            here.store().putAll(List.of(session(LAST)).iterator());
        } finally {
            redis.goOn();
        }
        TestingNode.eventually(
                () -> !there.store().find(List.of(FIRST)).join().sessions().isEmpty());

        // Then
        TestingNode.eventually(() -> {
            here.store().seen(List.<StoredSession>of().iterator());
            return !there.store().find(List.of(LAST)).join().sessions().isEmpty();
        });
    }

    private static StoredSession session(Key key) {
        return session(key, "", System.currentTimeMillis());
    }

    private static StoredSession session(Key key, String user, long began) {
        long now = System.currentTimeMillis();
        return TestingSessions.ofEdge(
                key,
                null,
                TestingOrigins.of("portal"),
                user,
                "",
                new Session.Playback("203.0.113.7", 1, "/live/ch1/"),
                false,
                false,
                began,
                now,
                now + Duration.ofHours(1).toMillis(),
                now + Duration.ofHours(1).toMillis(),
                Duration.ofMinutes(5).toMillis());
    }
}
