package tv.usher.engine.net;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Binary search over ranges in arrays of numbers, which is several times as quick as over objects when there are many. Immutable. */
final class RangeSearch implements ToIntFunction<Cidr> {

    /** IPv4 comes first; of ranges that begin with the same address, the widest comes first. */
    static final Comparator<Cidr> ORDER = Comparator.<Cidr>comparingInt(
                    range -> range.network().bits())
            .thenComparing(range -> range.network().high(), Long::compareUnsigned)
            .thenComparing(range -> range.network().low(), Long::compareUnsigned)
            .thenComparing(Cidr::prefix);

    private final long[] high;
    private final long[] low;
    private final int[] prefix;
    private final int firstV6;

    /**
     * @param ranges in this order
     */
    RangeSearch(List<Cidr> ranges) {
        this.high = ranges.stream().mapToLong(range -> range.network().high()).toArray();
        this.low = ranges.stream().mapToLong(range -> range.network().low()).toArray();
        this.prefix = ranges.stream().mapToInt(Cidr::prefix).toArray();
        this.firstV6 = (int)
                ranges.stream().filter(range -> range.network().bits() == 32).count();
    }

    /** As {@link java.util.Collections#binarySearch}. */
    @Override
    public int applyAsInt(Cidr range) {
        boolean isV6 = range.network().bits() == 128;
        int from = isV6 ? firstV6 : 0;
        int to = isV6 ? low.length : firstV6;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compare(middle, range);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -from - 1;
    }

    private int compare(int place, Cidr range) {
        int order = Long.compareUnsigned(high[place], range.network().high());
        if (order == 0) {
            order = Long.compareUnsigned(low[place], range.network().low());
        }
        return order == 0 ? Integer.compare(prefix[place], range.prefix()) : order;
    }
}
