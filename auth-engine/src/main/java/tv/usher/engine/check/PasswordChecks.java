package tv.usher.engine.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.FairQueue;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.KeyHash;

/**
 * Checks a few passwords at once on threads of its own, since one check takes a large part of a second of a processor. A right password is
 * remembered, so that viewers who were there before don't wait behind a flood of wrong passwords, and one address has a share of what
 * waits, so that others don't either. Thread-safe.
 */
final class PasswordChecks implements AutoCloseable {

    private final FairQueue<Runnable> queue;
    private final ThreadPoolExecutor threads;
    private final Cache<String, Boolean> right;
    private final byte[] secret = KeyHash.randomSecret();

    PasswordChecks(UsersSettings settings) {
        this(settings, new DaemonThreads("usher-passwords"));
    }

    PasswordChecks(UsersSettings settings, ThreadFactory factory) {
        int most = settings.maxConcurrent();
        this.queue = new FairQueue<>(most, settings.maxWaiting(), settings.addressShare());
        this.threads = new ThreadPoolExecutor(most, most, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        this.right = Caffeine.newBuilder().maximumSize(settings.maxRemembered()).build();
    }

    /**
     * @param client whose address has a share of the checks
     * @param answer completed with true if the password is right; cancelling it cancels the check unless it has begun
     * @return {@code OVER_SHARE} or {@code FULL} if it isn't checked
     */
    FairQueue.Entry check(String client, PasswordHash hash, String password, CompletableFuture<Boolean> answer) {
        String known = keyOf(hash, password);
        if (right.getIfPresent(known) != null) {
            answer.complete(true);
            return FairQueue.Entry.RUNS;
        }
        Runnable check = () -> {
            if (!answer.isDone()) {
                answer.completeAsync(
                        () -> compute(hash, password, known), Runnable::run); // what it throws completes the answer too
            }
        };
        FairQueue.Entry entry = queue.enter(IpAddress.customerOf(client), check);
        if (entry == FairQueue.Entry.RUNS) {
            try {
                threads.execute(() -> work(check));
            } catch (Throwable e) { // also an OutOfMemoryError if a thread can't be started
                queue.leave(check);
                throw e;
            }
        }
        return entry;
    }

    /** Those that wait follow on the same thread. */
    private void work(Runnable first) {
        for (Runnable check = first; check != null; check = queue.next()) {
            try {
                check.run();
            } finally {
                queue.leave(check);
            }
        }
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
        byte[] text = (hash.text() + password).getBytes(StandardCharsets.UTF_8); // all hashes end with 64 digits
        return HexFormat.of().formatHex(Hash.SHA256.hmac(secret, text));
    }

    /** Accepts no more passwords, and answers those that wait. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
