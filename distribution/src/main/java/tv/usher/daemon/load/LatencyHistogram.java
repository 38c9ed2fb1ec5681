package tv.usher.daemon.load;

/**
 * Counts durations in buckets that grow with them, so that every percentile is right within 1/64 and the memory is always the same. Not
 * thread-safe.
 */
final class LatencyHistogram {

    /** Buckets for each doubling. */
    private static final int HALF = 64;

    private static final int LARGEST_SHIFT = 56;

    private final long[] counts = new long[(LARGEST_SHIFT + 2) * HALF];
    private long total;
    private long max;

    /**
     * @param nanos negative counts as 0
     */
    void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[indexOf(value)]++;
        total++;
        max = Math.max(max, value);
    }

    /** In nanoseconds; 0 if there is none. */
    long max() {
        return max;
    }

    /**
     * The duration that so many don't exceed, in nanoseconds; 0 if there is none.
     *
     * @param percent from 0 to 100
     */
    long percentile(double percent) {
        long rank = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, largestOf(i));
            }
        }
        return 0;
    }

    private static int indexOf(long value) {
        int shift = Math.max(0, 57 - Long.numberOfLeadingZeros(value));
        return shift * HALF + (int) (value >>> shift);
    }

    private static long largestOf(int index) {
        int shift = Math.max(0, index / HALF - 1);
        return ((long) (index - shift * HALF + 1) << shift) - 1;
    }
}
