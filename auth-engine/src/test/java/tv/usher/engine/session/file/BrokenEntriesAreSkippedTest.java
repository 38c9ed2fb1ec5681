package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static tv.usher.engine.session.file.TestingUsher.ORIGIN;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

class BrokenEntriesAreSkippedTest {

    private static final long SOON = 1_800_000_100_000L;
    private static final StoredSession SESSION = TestingSessions.ofEdge(
            new Key(1, -2),
            new Key(-3, 4),
            ORIGIN,
            "42",
            "Anna \u00fc",
            new Session.Playback("2001:db8::7", -5, "/live/ch1/"),
            true,
            true,
            1_800_000_000_000L,
            1_800_000_000_001L,
            SOON,
            SOON,
            60_000);
    private static final StoredSession NO_NAME = TestingSessions.ofEdge(
            new Key(5, 6),
            null,
            ORIGIN,
            "42\r\nX-Forged: 1",
            "",
            SESSION.playback(),
            true,
            true,
            0,
            0,
            SOON,
            SOON,
            60_000);
    private static final StoredSession PLAIN = TestingSessions.ofEdge(
            new Key(0, 0),
            null,
            ORIGIN,
            "",
            "",
            new Session.Playback("", 0, ""),
            false,
            false,
            0,
            Long.MIN_VALUE,
            0,
            0,
            0);

    private static final StoredSession CONNECTED = new StoredSession(
            new Key(7, 8),
            null,
            ORIGIN,
            "42",
            "",
            SESSION.playback(),
            true,
            true,
            0,
            0,
            SOON,
            SOON,
            60_000,
            0,
            true,
            true,
            List.of(9L),
            List.of(
                    new ServerConnection("192.0.2.10", "subscriber 3 live/sport1"),
                    new ServerConnection("2001:db8::1", "x")));

    private static final StoredSession OF_SEVERAL_TOKENS = new StoredSession(
            new Key(7, 8),
            null,
            new Origin(
                    "nginx", "192.0.2.10", "live", "own", List.of(new SessionLimit("two", PlaceOwner.TOKEN, 2, true))),
            "42",
            "",
            SESSION.playback(),
            true,
            true,
            0,
            0,
            SOON,
            SOON,
            60_000,
            0,
            true,
            true,
            List.of(9L, Long.MIN_VALUE, 10L),
            CONNECTED.connections());

    static final List<StoredSession> sessions = List.of(SESSION, NO_NAME, PLAIN, CONNECTED, OF_SEVERAL_TOKENS);

    private final SessionCodec codec = new SessionCodec();

    @ParameterizedTest
    @FieldSource("sessions")
    void wholeOnesAreRead(StoredSession session) {
        assertThat(codec.session(codec.bytes(session))).contains(session);
    }

    @Test
    void wholeBansAreRead() {
        StoredBan ofUser = TestingBans.of(new UserId("ministra", "42"), 17);
        StoredBan ofViewing = TestingBans.of(new Key(5, 6), 18);
        assertThat(codec.ban(codec.target(ofUser), 17, BanOrder.UNKNOWN)).contains(ofUser);
        assertThat(codec.ban(codec.target(ofViewing), 18, BanOrder.UNKNOWN)).contains(ofViewing);
    }

    @Test
    void oneOriginIsSharedByAll() {
        StoredSession one = codec.session(codec.bytes(SESSION)).orElseThrow();
        StoredSession other = codec.session(codec.bytes(PLAIN)).orElseThrow();
        assertThat(one.origin()).isSameAs(other.origin());
    }

    @Test
    void otherVersionsAreNotUnderstood() {
        byte[] bytes = codec.bytes(SESSION);
        bytes[0] = 2;
        assertThat(codec.session(bytes)).isEmpty();
    }

    @Test
    void partsAreNoSessions() {
        byte[] bytes = codec.bytes(SESSION);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(codec.session(Arrays.copyOf(bytes, length))).isEmpty();
        }
        assertThat(codec.session(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    }

    @Test
    void garbageIsNeverAnException() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = codec.bytes(i % 2 == 0 ? SESSION : CONNECTED);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
            assertThatCode(() -> codec.session(bytes)).doesNotThrowAnyException();
            assertThatCode(() -> codec.ban(bytes, 1, BanOrder.UNKNOWN)).doesNotThrowAnyException();
        }
    }

    @Test
    void othersOfTheFileAreRestoredAndOneWarningSaysHowManyAreNot(@TempDir Path folder) {
        // Given
        try (MVStore store = MVStore.open(folder.resolve(SessionFiles.NAME).toString())) {
            MVMap<byte[], byte[]> map = store.openMap(
                    "sessions",
                    new MVMap.Builder<byte[], byte[]>()
                            .keyType(ByteArrayDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            map.put(new byte[] {1}, new byte[] {99, 1, 2});
            map.put(new byte[] {2}, new byte[0]);
            map.put(new byte[] {3}, codec.bytes(PLAIN));
            map.put(MvSessionFile.bytes(SESSION.key()), codec.bytes(SESSION));
            map.put(MvSessionFile.bytes(NO_NAME.key()), codec.bytes(NO_NAME));
        }

        // When
        TestingClock clock = new TestingClock();
        try (TestingLog log = TestingLog.of(SessionRestorer.class);
                TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            // Then
            assertThat(usher.problem()).isEmpty();
            assertThat(log.lines())
                    .contains(
                            "sessions: 1 known from before",
                            "sessions: 4 entries of the file weren't understood and are dropped");
        }
        try (TestingLog log = TestingLog.of(SessionRestorer.class);
                TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.problem()).isEmpty();
            assertThat(log.lines()).containsExactly("sessions: 1 known from before");
        }
    }
}
