package tv.usher.engine.session.redis;

import io.lettuce.core.SetArgs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.KeyHash;

/**
 * The secret of the keys, the same for all Ushers: the first one puts it into Redis. A copy lies in a file, so that an Usher makes the
 * same keys while Redis is down. Thread-safe.
 */
final class SharedSecret {

    private static final Logger log = LoggerFactory.getLogger(SharedSecret.class);

    private static final String KEY = "usher:secret";
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{" + 2 * KeyHash.SECRET_BYTES + "}");

    private final Path file;
    private String secret;
    private boolean copied;
    private boolean used;

    /**
     * @param file   of the copy; neither it nor its folder need exist
     * @param random makes a secret if this is the first Usher
     */
    SharedSecret(Path file, RandomGenerator random) {
        this.file = file;
        byte[] fresh = new byte[KeyHash.SECRET_BYTES];
        random.nextBytes(fresh);
        this.secret = HexFormat.of().formatHex(fresh);
    }

    /** Reads the copy. Once, before anything else. */
    synchronized void open() {
        try {
            String copy = Files.exists(file)
                    ? Files.readString(file, StandardCharsets.US_ASCII).strip()
                    : "";
            if (SECRET.matcher(copy).matches()) {
                secret = copy;
                copied = true;
            } else if (!copy.isEmpty()) {
                log.warn("{} holds no secret, and isn't used", file);
            }
        } catch (IOException e) {
            log.warn("{} can't be read: {}", file, IoProblems.of(e));
        }
    }

    /** True if it came from Redis or the copy. */
    synchronized boolean isKnown() {
        return copied;
    }

    /** After the first call the secret never changes while the process runs. */
    synchronized byte[] get() {
        used = true;
        return HexFormat.of().parseHex(secret);
    }

    /**
     * Takes the secret from Redis, or puts this one there if Redis has none. Blocks.
     *
     * @return why this Usher's keys differ from those of other Ushers; empty if they don't
     */
    Optional<String> agree(RedisConnection connection) {
        String own = current();
        RedisConnection.await(connection.send(redis -> redis.set(KEY, own, SetArgs.Builder.nx())));
        String shared = RedisConnection.await(connection.send(redis -> redis.get(KEY)));
        if (shared == null || !SECRET.matcher(shared).matches()) {
            throw new RedisProblems.Unusable(KEY + " holds no secret");
        }
        return take(shared);
    }

    private synchronized String current() {
        return secret;
    }

    private synchronized Optional<String> take(String shared) {
        if (!shared.equals(secret)) {
            if (used) {
                save(shared);
                return Optional.of(
                        "this Usher began with another secret than the shared one, and must be restarted to know others' viewers");
            }
            secret = shared;
            copied = false;
        }
        if (!copied) {
            save(secret);
            copied = true; // logging it once is enough
        }
        return Optional.empty();
    }

    private void save(String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn(
                    "{} can't be written: {}; without Redis, this Usher can't start with the shared secret",
                    file,
                    IoProblems.of(e));
        }
    }
}
