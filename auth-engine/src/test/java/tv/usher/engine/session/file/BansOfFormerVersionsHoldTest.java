package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.UserId;

/** An upgrade lets nobody in who was kept out before, and neither does the way back. */
class BansOfFormerVersionsHoldTest {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final BanOrder ORDER = new BanOrder("00c0ffee00aa", 7, "command line", "shares the card", "", ANNA);

    @TempDir
    private Path folder;

    @Test
    void aFileWithoutOrdersIsUnderstood() throws Exception {
        // Given
        byte[] target = new SessionCodec().target(TestingBans.of(ANNA, 0));
        try (MVStore former = MVStore.open(file())) {
            bans(former).put(target, 5_000L);
        }

        // Then
        assertThat(read()).containsExactly(new StoredBan(ANNA, null, 5_000, BanOrder.UNKNOWN));
    }

    @Test
    void aFormerVersionUnderstandsOurs() throws Exception {
        // Given
        try (SessionFile ours = MvSessionFile.open(Path.of(file()), Duration.ZERO, new Bans())) {
            ours.write(new PendingChanges.Batch(Map.of(), List.of(), List.of(new StoredBan(ANNA, null, 5_000, ORDER))));
        }

        // When
        try (MVStore former = MVStore.open(file())) {
            MVMap<byte[], Long> bans = bans(former);

            // Then
            assertThat(bans).hasSize(1);
            assertThat(bans.get(bans.firstKey())).isEqualTo(5_000);
        }
        assertThat(read()).containsExactly(new StoredBan(ANNA, null, 5_000, ORDER));
    }

    @Test
    void ordersGoWithTheirBans() throws Exception {
        // Given
        StoredBan ban = new StoredBan(ANNA, null, 5_000, ORDER);
        try (SessionFile ours = MvSessionFile.open(Path.of(file()), Duration.ZERO, new Bans())) {
            ours.write(new PendingChanges.Batch(Map.of(), List.of(), List.of(ban)));

            // When
            ours.write(new PendingChanges.Batch(Map.of(), List.of(ban), List.of()));
        }

        // Then
        assertThat(read()).isEmpty();
        try (MVStore store = MVStore.open(file())) {
            assertThat(store.openMap("orders")).isEmpty();
        }
    }

    private String file() {
        return folder.resolve("sessions.mv.db").toString();
    }

    private static MVMap<byte[], Long> bans(MVStore store) {
        return store.openMap(
                "bans",
                new MVMap.Builder<byte[], Long>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(LongDataType.INSTANCE));
    }

    private List<StoredBan> read() throws Exception {
        Bans bans = new Bans();
        MvSessionFile.open(Path.of(file()), Duration.ZERO, bans).close();
        return bans.all;
    }

    private static final class Bans implements SessionFile.Reader {

        private final List<StoredBan> all = new ArrayList<>();

        @Override
        public boolean session(StoredSession session) {
            return true;
        }

        @Override
        public boolean ban(StoredBan ban) {
            return all.add(ban);
        }

        @Override
        public boolean unreadable() {
            throw new AssertionError("an entry can't be read");
        }
    }
}
