package tv.usher.engine.util;

/**
 * How much a heap holds.
 *
 * @param bytes its greatest size
 */
public record Heap(long bytes) {

    /** For the program itself, for requests under way, and for what has a small bound of its own. */
    private static final long RESERVED = 48L << 20;

    private static final int LEAST = 100;

    public static Heap ofThisProcess() {
        return new Heap(Runtime.getRuntime().maxMemory());
    }

    /**
     * The bound of one table.
     *
     * @param configured  never more than that
     * @param percent     of the heap without what is reserved
     * @param bytesOfEach the most that one entry needs
     */
    public int holds(int configured, int percent, int bytesOfEach) {
        long forTables = Math.max(bytes - RESERVED, bytes / 8);
        return (int) Math.min(configured, Math.max(LEAST, forTables / 100 * percent / bytesOfEach));
    }

    public long megabytes() {
        return bytes >> 20;
    }
}
