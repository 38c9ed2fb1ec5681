package tv.usher.engine.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.usher.engine.util.DaemonThreads;

/**
 * Checks passwords on threads of its own, a few at once, since each takes a good part of a second of a processor. A password that was
 * found right is known from then on, so that a flood of wrong ones keeps nobody waiting who was there before. Thread-safe.
 */
final class PasswordChecks implements AutoCloseable {

    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadPoolExecutor threads;
    private final Cache<String, Boolean> right;
    private final SecretKeySpec key;

    /**
     * @param maxConcurrent checks at once
     * @param maxWaiting    checks that may wait; one more is refused
     * @param maxRemembered right passwords remembered; those not used for longest go first
     */
    PasswordChecks(int maxConcurrent, int maxWaiting, int maxRemembered) {
        this(maxConcurrent, maxWaiting, maxRemembered, new DaemonThreads("usher-passwords"));
    }

    PasswordChecks(int maxConcurrent, int maxWaiting, int maxRemembered, ThreadFactory factory) {
        this.threads = new ThreadPoolExecutor(
                maxConcurrent, maxConcurrent, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(maxWaiting), factory);
        threads.allowCoreThreadTimeOut(true);
        this.right = Caffeine.newBuilder().maximumSize(maxRemembered).build();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * @return true if the password is right; cancelling it gives the check up unless it has begun
     * @throws RejectedExecutionException if too many wait already
     */
    CompletableFuture<Boolean> check(PasswordHash hash, String password) {
        String known = keyOf(hash, password);
        if (right.getIfPresent(known) != null) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        threads.execute(() -> {
            if (!answer.isDone()) {
                answer.completeAsync(() -> compute(hash, password, known), Runnable::run); // also with what it throws
            }
        });
        return answer;
    }

    private boolean compute(PasswordHash hash, String password, String known) {
        boolean matches = hash.matches(password);
        if (matches) {
            right.put(known, true);
        }
        return matches;
    }

    /** Whoever reads the memory learns no password from it, and a changed hash makes another key. */
    private String keyOf(PasswordHash hash, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(hash.text().getBytes(StandardCharsets.US_ASCII)); // always ends after 64 digits
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + ALGORITHM, e);
        }
    }

    /** Takes no more, and answers those that wait. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
