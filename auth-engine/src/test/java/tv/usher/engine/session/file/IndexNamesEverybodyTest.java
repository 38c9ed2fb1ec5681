package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

class IndexNamesEverybodyTest {

    private static final int SESSIONS = 10_000;

    private final Random random = new Random(1);

    @Test
    void byFollowKeyAndByUser() {
        // Given
        KeyIndex index = new KeyIndex(SESSIONS);
        List<StoredSession> sessions = random.longs(SESSIONS)
                .mapToObj(number -> session(new Key(number, 1), new Key(2, number), "user" + number % 5_000))
                .toList();

        // When
        sessions.forEach(session -> assertThat(index.add(session)).isTrue());

        // Then
        for (StoredSession session : sessions) {
            assertThat(index.followed(List.of(new Key(0, 0), session.followKey())))
                    .contains(session.key());
            assertThat(index.of(session.userId())).contains(session.key());
        }
        assertThat(index.of(new UserId("another", "user7"))).isEmpty();
        assertThat(index.followed(List.of(new Key(3, 3)))).isEmpty();
    }

    @Test
    void manyUnderOneKey() {
        KeyIndex index = new KeyIndex(300);
        for (int i = 0; i < 300; i++) {
            index.add(session(new Key(i, i), new Key(7, 7), "42"));
        }
        assertThat(index.followed(List.of(new Key(7, 7)))).hasSize(300).doesNotHaveDuplicates();
        assertThat(index.of(new UserId(TestingUsher.ORIGIN.backend(), "42"))).hasSize(300);
    }

    @Test
    @Timeout(60)
    void hundredsOfThousandsOfOneNameAreAddedAsFastAsOthers() {
        // Given
        int many = 400_000;
        KeyIndex index = new KeyIndex(many);

        // When: if each were compared with all before, this would take minutes
        for (int i = 0; i < many; i++) {
            index.add(session(new Key(i, i), new Key(7, 7), "guest"));
        }

        // Then
        assertThat(index.of(new UserId(TestingUsher.ORIGIN.backend(), "guest"))).hasSize(many);
        assertThat(index.followed(List.of(new Key(7, 7)))).hasSize(many);
    }

    @Test
    void usersWithoutALimitAreNotLookedUp() {
        KeyIndex index = new KeyIndex(1);
        index.add(session(new Key(1, 1), new Key(7, 7), "guest", false));
        assertThat(index.of(new UserId(TestingUsher.ORIGIN.backend(), "guest"))).isEmpty();
        assertThat(index.followed(List.of(new Key(7, 7)))).hasSize(1);
    }

    @Test
    void whoHasNeitherTakesNoPlaceOfOthers() {
        KeyIndex index = new KeyIndex(2);
        assertThat(index.add(session(new Key(1, 1), null, ""))).isTrue();
        assertThat(index.add(session(new Key(2, 2), new Key(3, 3), ""))).isTrue();
        assertThat(index.followed(List.of(new Key(3, 3)))).containsExactly(new Key(2, 2));
    }

    @Test
    void oneTooManyIsTold() {
        KeyIndex index = new KeyIndex(1);
        assertThat(index.add(session(new Key(1, 1), null, "42"))).isTrue();
        assertThat(index.add(session(new Key(2, 2), null, "42"))).isFalse();
    }

    private static StoredSession session(Key key, Key followKey, String user) {
        return session(key, followKey, user, !user.isEmpty());
    }

    private static StoredSession session(Key key, Key followKey, String user, boolean limited) {
        Session.Playback playback = new Session.Playback("203.0.113.7", 1, "/live/ch1/");
        return TestingSessions.ofEdge(
                key, followKey, TestingUsher.ORIGIN, user, "", playback, true, limited, 0, 0, 0, 0, 60_000);
    }
}
