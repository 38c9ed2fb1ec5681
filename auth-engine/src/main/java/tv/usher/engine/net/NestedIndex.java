package tv.usher.engine.net;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Finds positions of a list by keys that are disjoint or nested: ranges of addresses, or prefixes of texts. Finding the keys that contain
 * one key takes time logarithmic in their number. Immutable.
 *
 * @param <K> the keys
 */
public final class NestedIndex<K> {

    /** Tests a position by facts that it is handed, so that it needs no object of its own for each of them. */
    @FunctionalInterface
    public interface Test<F> {
        boolean passes(F facts, int position);
    }

    private final BiPredicate<K, K> around;
    private final List<K> keys;
    private final ToIntFunction<K> search;
    private final int[][] positions;

    /** For each key the place of the smallest other key that contains it, -1 if there is none. */
    private final int[] outer;

    /**
     * @param order  each key comes before those that it contains
     * @param search over keys in that order: the place of a key, or where it would be, as {@link Collections#binarySearch} tells it
     * @param around whether the first contains the second, or equals it
     */
    private NestedIndex(
            Comparator<K> order,
            Function<List<K>, ToIntFunction<K>> search,
            BiPredicate<K, K> around,
            List<? extends Iterable<K>> keysOfPositions) {
        this.around = around;
        Map<K, IntStream.Builder> byKey = new TreeMap<>(order);
        for (int position = 0; position < keysOfPositions.size(); position++) {
            for (K key : keysOfPositions.get(position)) {
                byKey.computeIfAbsent(key, any -> IntStream.builder()).add(position);
            }
        }
        this.keys = List.copyOf(byKey.keySet());
        this.search = search.apply(keys);
        this.positions = byKey.values().stream()
                .map(each -> each.build().distinct().toArray())
                .toArray(int[][]::new);
        this.outer = new int[keys.size()];
        for (int place = 0; place < outer.length; place++) {
            outer[place] = climb(place - 1, keys.get(place));
        }
    }

    /**
     * @param keysOfPositions the ranges of each position; a position without any is never found
     */
    public static NestedIndex<Cidr> ofRanges(List<? extends Iterable<Cidr>> keysOfPositions) {
        return new NestedIndex<>(
                RangeSearch.ORDER,
                RangeSearch::new,
                (outer, inner) -> outer.prefix() <= inner.prefix() && outer.contains(inner.network()),
                keysOfPositions);
    }

    /**
     * @param keysOfPositions prefixes of texts of each position; a position without any is never found
     */
    public static NestedIndex<String> ofBeginnings(List<? extends Iterable<String>> keysOfPositions) {
        return new NestedIndex<>(
                Comparator.naturalOrder(),
                keys -> key -> Collections.binarySearch(keys, key),
                (outer, inner) -> inner.startsWith(outer),
                keysOfPositions);
    }

    /** True if no position has a key. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether a key contains this one, or equals it. */
    public boolean contains(K key) {
        return innermost(key) >= 0;
    }

    /**
     * The lowest position that passes the test, among those with a key that contains this one.
     *
     * @param before where to stop; the answer if there is none below
     */
    public <F> int first(K key, int before, F facts, Test<F> test) {
        int first = before;
        for (int place = innermost(key); place >= 0; place = outer[place]) {
            first = first(positions[place], first, facts, test);
        }
        return first;
    }

    private static <F> int first(int[] ascending, int before, F facts, Test<F> test) {
        for (int position : ascending) {
            if (position >= before) {
                return before;
            }
            if (test.passes(facts, position)) {
                return position;
            }
        }
        return before;
    }

    private int innermost(K key) {
        int found = search.applyAsInt(key);
        // What contains the key also contains its predecessor, or is the predecessor itself.
        return found >= 0 ? found : climb(-found - 2, key);
    }

    private int climb(int from, K key) {
        int place = from;
        while (place >= 0 && !around.test(keys.get(place), key)) {
            place = outer[place];
        }
        return place;
    }
}
