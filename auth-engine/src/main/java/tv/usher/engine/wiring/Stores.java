package tv.usher.engine.wiring;

import java.nio.file.Path;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.MemoryStore;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.file.FileStore;
import tv.usher.engine.session.file.SessionFiles;
import tv.usher.engine.session.redis.RedisStore;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Heap;
import tv.usher.engine.util.KeyHash;

/**
 * The store that the configuration chose, and the secret that its keys are made with.
 *
 * @param keyHash makes the keys that the store's sessions have
 */
public record Stores(SessionStore store, KeyHash keyHash) {

    /**
     * Neither reads nor writes anything until the store is opened.
     *
     * @param dataDir absolute; need not exist
     */
    public static Stores of(SessionSettings settings, Path dataDir, Clock clock) {
        return switch (settings.store()) {
            case FILE -> inFile(settings, new DataFolder(dataDir), clock);
            case MEMORY -> new Stores(new MemoryStore(), new KeyHash(KeyHash.randomSecret()));
            case REDIS -> inRedis(RedisStore.of(settings, dataDir, clock));
        };
    }

    private static Stores inRedis(RedisStore store) {
        return new Stores(store, new KeyHash(store::secret));
    }

    private static Stores inFile(SessionSettings settings, DataFolder folder, Clock clock) {
        InstallationSecret secret = new InstallationSecret(folder);
        SessionFiles files = new SessionFiles(folder, clock);
        int maxWaiting = Heap.ofThisProcess().holds(settings.maxSessions(), 5, FileStore.BYTES_OF_A_CHANGE);
        FileStore store = new FileStore(files, secret, clock, settings.keepKnown(), maxWaiting);
        return new Stores(store, new KeyHash(secret::bytes));
    }
}
