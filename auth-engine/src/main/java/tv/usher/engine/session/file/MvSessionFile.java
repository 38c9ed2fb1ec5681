package tv.usher.engine.session.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.Key;

/**
 * A session file of H2's MVStore, which writes each commit behind the last one: after a killed process the last commit is readable.
 * Everything happens on the calling thread.
 */
final class MvSessionFile implements SessionFile {

    /** MVStore's read cache is small, since all sessions are in memory anyway. */
    private static final int CACHE_MEGABYTES = 1;

    /** While all is read, the tables of contents of all its parts fit in: else each page would read one again. */
    private static final int READING_MEGABYTES = 16;

    /** If less than this percentage of the file is live data, the file is rewritten part by part. */
    private static final int FILL_RATE = 60;

    private static final int TIDIED_BYTES = 8 * 1024 * 1024;

    /** If less than this percentage of the file is in use, its end is moved into the gaps, and it is cut. */
    private static final int USED_RATE = 50;

    private static final int MOVED_BYTES = 32 * 1024 * 1024;

    /** Small pages: sessions change in no order, and a changed session is written with its whole page. */
    private static final int PAGE_BYTES = 2048;

    /** A few milliseconds' work, for which a viewer who is looked up may have to wait. */
    static final int AT_A_TIME = 500;

    private final Path path;
    private final @Nullable Object identity;
    private final MVStore store;
    private final MVMap<byte[], byte[]> sessions;
    private final MVMap<byte[], Long> bans;

    /** Beside the bans, so that a former version understands the file. */
    private final MVMap<byte[], byte[]> orders;

    private final SessionCodec codec = new SessionCodec();
    private boolean onlyReads;

    private MvSessionFile(Path path, MVStore store) throws IOException {
        this.path = path;
        this.identity = identity(path);
        this.store = store;
        this.sessions = store.openMap("sessions", map(ByteArrayDataType.INSTANCE));
        this.bans = store.openMap("bans", map(LongDataType.INSTANCE));
        this.orders = store.openMap("orders", map(ByteArrayDataType.INSTANCE));
    }

    private static <V> MVMap.Builder<byte[], V> map(DataType<V> values) {
        return new MVMap.Builder<byte[], V>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(values);
    }

    /**
     * @param retention how long dead data isn't overwritten, so that it is still there if a power failure destroys newer data
     * @throws IOException      if somebody removed it just now
     * @throws RuntimeException of MVStore, if there is no such file, or not such a file
     */
    static SessionFile open(Path path, Duration retention, Reader reader) throws IOException {
        MVStore store = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .cacheSize(READING_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .open();
        try {
            store.setRetentionTime((int) retention.toMillis());
            store.setVersionsToKeep(0); // nobody reads what was
            MvSessionFile file = new MvSessionFile(path, store);
            file.readBans(reader);
            return file;
        } catch (IOException | RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    @Override
    public byte @Nullable [] read(byte @Nullable [] from, Reader reader) throws IOException {
        return reading(() -> {
            byte[] first = from == null ? sessions.firstKey() : sessions.ceilingKey(from);
            byte[] next = first == null
                    ? null
                    : removeSomeUnless(sessions, first, (key, bytes) -> passes(key, bytes, reader));
            if (next == null) {
                store.setCacheSize(CACHE_MEGABYTES);
            }
            return next;
        });
    }

    private boolean passes(byte[] key, byte[] bytes, Reader reader) {
        return session(key, bytes).map(reader::session).orElseGet(reader::unreadable);
    }

    private Optional<StoredSession> session(byte[] key, byte[] bytes) {
        return codec.session(bytes).filter(session -> Arrays.equals(key, bytes(session.key())));
    }

    @Override
    public Optional<StoredSession> find(Key key) throws IOException {
        return reading(() -> {
            byte[] wanted = bytes(key);
            byte[] bytes = sessions.get(wanted);
            return bytes == null ? Optional.<StoredSession>empty() : session(wanted, bytes);
        });
    }

    /** A disk that fails is a matter for operators; content that can't be understood is the caller's. */
    private <T extends @Nullable Object> T reading(Supplier<T> action) throws IOException {
        try {
            return action.get();
        } catch (MVStoreException e) {
            if (SessionFiles.isOfTheSystem(e)) {
                throw new IOException("can't read " + path + ": " + IoProblems.of(e), e);
            }
            throw e;
        }
    }

    private void readBans(Reader reader) {
        removeUnless(
                bans,
                (target, until) -> codec.ban(target, until, orderOf(target))
                        .map(reader::ban)
                        .orElseGet(reader::unreadable));
    }

    private BanOrder orderOf(byte[] target) {
        byte[] order = orders.get(target);
        return order == null ? BanOrder.UNKNOWN : codec.order(order);
    }

    /** Removes the entries that don't pass, some at a time: what isn't committed is in memory. */
    private <V> void removeUnless(MVMap<byte[], V> map, BiPredicate<byte[], V> passes) {
        byte[] next = map.firstKey();
        while (next != null) {
            next = removeSomeUnless(map, next, passes);
        }
    }

    /**
     * @return the key after those that were looked at; null if they were the last
     */
    private <V> byte @Nullable [] removeSomeUnless(MVMap<byte[], V> map, byte[] from, BiPredicate<byte[], V> passes) {
        List<byte[]> over = new ArrayList<>();
        Cursor<byte[], V> entries = map.cursor(from);
        int looked = 0;
        byte[] next = null;
        while (next == null && entries.hasNext()) {
            byte[] key = entries.next();
            if (looked++ == AT_A_TIME) {
                next = key;
            } else if (!passes.test(key, entries.getValue())) {
                over.add(key);
            }
        }
        if (!onlyReads) {
            over.forEach(map::remove);
            store.commit();
        }
        return next;
    }

    /** The order of the file's keys. */
    static int compare(byte[] one, byte[] other) {
        return ByteArrayDataType.INSTANCE.compare(one, other);
    }

    @Override
    public boolean isThere() {
        try {
            return Objects.equals(identity, identity(path));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public long size() {
        return sessions.sizeAsLong();
    }

    /** What a file keeps that is renamed, and another one of its name doesn't have; null where the system has no such thing. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void onlyRead() {
        onlyReads = true;
    }

    @Override
    public void write(PendingChanges.Batch changes) throws IOException {
        doing("write", () -> {
            changes.sessions().forEach(this::put);
            changes.lifted().forEach(ban -> remove(codec.target(ban)));
            changes.bans().forEach(this::put);
            store.commit();
        });
    }

    private void remove(byte[] target) {
        bans.remove(target);
        orders.remove(target);
    }

    private void put(StoredBan ban) {
        byte[] target = codec.target(ban);
        Long until = bans.get(target);
        if (until == null || ban.until() >= until) {
            bans.put(target, ban.until());
            orders.put(target, codec.bytes(ban.order()));
        }
    }

    private void put(Key key, Optional<StoredSession> state) {
        if (state.isPresent()) {
            sessions.put(bytes(key), codec.bytes(state.get()));
        } else {
            sessions.remove(bytes(key));
        }
    }

    static byte[] bytes(Key key) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.high())
                .putLong(key.low())
                .array();
    }

    @Override
    public void tidy(long now) throws IOException {
        doing("write", () -> {
            removeUnless(bans, (target, until) -> until > now);
            removeUnless(orders, (target, order) -> bans.containsKey(target));
            store.compact(FILL_RATE, TIDIED_BYTES);
            store.commit();
            shrink();
        });
    }

    /** MVStore syncs before it overwrites anything, so that neither a kill nor a power failure finds a file without an end. */
    private void shrink() {
        if (store.getFileStore() instanceof RandomAccessStore file) {
            file.compactMoveChunks(USED_RATE, MOVED_BYTES, store);
        }
    }

    @Override
    public void close() throws IOException {
        if (store.isClosed()) {
            return;
        }
        try {
            doing("close", store::close);
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    private void doing(String what, Runnable action) throws IOException {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new IOException(
                    "can't " + what + ' ' + path + ": " + IoProblems.of(e) + "; see that there is room on the disk", e);
        }
    }
}
