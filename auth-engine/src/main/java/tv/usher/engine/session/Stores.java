package tv.usher.engine.session;

import java.nio.file.Path;
import java.security.SecureRandom;
import tv.usher.engine.session.redis.RedisStore;

/**
 * The store that the configuration chose, and the secret that its keys are made with.
 *
 * @param keyHash makes the keys that the store's sessions have
 */
public record Stores(SessionStore store, KeyHash keyHash) {

    /**
     * @param dataDir absolute; need not exist
     */
    public static Stores of(SessionSettings settings, Path dataDir, Clock clock) {
        if (settings.store() == StoreKind.REDIS) {
            RedisStore redis = RedisStore.of(settings, dataDir, clock);
            return new Stores(redis, new KeyHash(redis::secret));
        }
        byte[] secret = new byte[KeyHash.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new Stores(new MemoryStore(), new KeyHash(secret));
    }
}
