package tv.usher.engine.backend.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Reason;

/** What a backend did lately, for operators. Thread-safe, bounded. */
public final class BackendActivity {

    /** The last answers, of which percentiles are told. */
    static final int LATEST = 512;

    private static final int NONE = 0;

    private final LongAdder questions = new LongAdder();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicIntegerArray micros = new AtomicIntegerArray(LATEST);
    private volatile @Nullable Failure lastFailure;

    /**
     * A question that failed.
     *
     * @param at     milliseconds of the wall clock since 1970
     * @param reason shows nothing that a viewer keeps secret
     */
    public record Failure(long at, Reason reason) {}

    void asked() {
        questions.increment();
    }

    void answered(long nanos) {
        long took = Math.max(NONE + 1, nanos / 1_000);
        int at = answers.getAndIncrement() & LATEST - 1;
        micros.set(at, (int) Math.min(Integer.MAX_VALUE, took));
    }

    void failed(long at, Reason reason) {
        lastFailure = new Failure(at, reason);
    }

    /** How many questions viewers had for it so far, abstentions left out. */
    public long questions() {
        return questions.sum();
    }

    /**
     * How long that share of the last answers took at most; empty if there was no answer.
     *
     * @param share from 0 to 1
     */
    public Optional<Duration> latency(double share) {
        int[] known = new int[LATEST];
        int many = 0;
        for (int i = 0; i < LATEST; i++) {
            int took = micros.get(i);
            if (took != NONE) {
                known[many++] = took;
            }
        }
        if (many == 0) {
            return Optional.empty();
        }
        Arrays.sort(known, 0, many);
        int rank = (int) Math.ceil(share * many) - 1;
        return Optional.of(Duration.ofNanos(1_000L * known[Math.max(0, rank)]));
    }

    public Optional<Failure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }
}
