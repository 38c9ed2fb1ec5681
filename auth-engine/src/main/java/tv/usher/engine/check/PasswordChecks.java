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
 * Checks a few passwords at once on threads of its own, since one check takes a large part of a second of a processor. A right password is
 * remembered, so that viewers who were there before don't wait behind a flood of wrong passwords. Thread-safe.
 */
final class PasswordChecks implements AutoCloseable {

    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadPoolExecutor threads;
    private final Cache<String, Boolean> right;
    private final SecretKeySpec key;

    /**
     * @param maxConcurrent checks at once
     * @param maxWaiting    checks that may wait; one more is refused
     * @param maxRemembered right passwords remembered; the least recently used is dropped first
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
     * @return true if the password is right; cancelling it cancels the check unless it has begun
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
                answer.completeAsync(
                        () -> compute(hash, password, known), Runnable::run); // what it throws completes the answer too
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

    /** Somebody who reads the memory learns no password from it. A changed hash has another key. */
    private String keyOf(PasswordHash hash, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(hash.text().getBytes(StandardCharsets.US_ASCII)); // its last part always has 64 digits
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + ALGORITHM, e);
        }
    }

    /** Accepts no more passwords, and answers those that wait. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
