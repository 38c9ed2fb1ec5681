package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexesFindWhatALinearScanFindsTest {

    private static final int LOOKUPS = 2_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void amongRanges(long seed) {
        // Given
        Random random = new Random(seed);
        List<List<Cidr>> positions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            List<Cidr> ranges = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                ranges.add(range(random));
            }
            positions.add(ranges);
        }
        NestedIndex<Cidr> index = NestedIndex.ofRanges(positions);

        // Then
        for (int i = 0; i < LOOKUPS; i++) {
            IpAddress address = address(random);
            Cidr asked = new Cidr(address, address.bits());
            int before = random.nextInt(301);
            int mask = random.nextInt(4);
            IntPredicate holds = position -> (position & mask) == 0;
            int expected = linear(
                    before,
                    holds.and(position -> positions.get(position).stream().anyMatch(range -> range.contains(address))));
            assertThat(first(index, asked, before, holds)).as("%s", address).isEqualTo(expected);
            assertThat(index.contains(asked))
                    .as("%s", address)
                    .isEqualTo(positions.stream().flatMap(List::stream).anyMatch(range -> range.contains(address)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void amongBeginnings(long seed) {
        // Given
        Random random = new Random(seed);
        List<List<String>> positions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            positions.add(List.of(text(random, 5), text(random, 5)));
        }
        NestedIndex<String> index = NestedIndex.ofBeginnings(positions);

        // Then
        for (int i = 0; i < LOOKUPS; i++) {
            String asked = text(random, 9);
            int expected =
                    linear(300, position -> positions.get(position).stream().anyMatch(asked::startsWith));
            assertThat(first(index, asked, 300, position -> true)).as(asked).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void amongPatterns(long seed) {
        // Given
        Random random = new Random(seed);
        List<TextPattern> patterns = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String glob = text(random, 3) + "*" + text(random, 2) + (random.nextBoolean() ? "*" : "x");
            patterns.add(TextPattern.parse(glob));
        }
        GlobSet set = new GlobSet(patterns);

        // Then
        for (int i = 0; i < LOOKUPS; i++) {
            String asked = text(random, 7);
            assertThat(set.matches(asked))
                    .as("%s in %s", asked, patterns)
                    .isEqualTo(patterns.stream().anyMatch(pattern -> pattern.matches(asked)));
        }
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertThat(NestedIndex.ofBeginnings(List.of()).contains("a")).isFalse();
        assertThat(first(NestedIndex.ofBeginnings(List.of(List.<String>of())), "a", 7, position -> true))
                .isEqualTo(7);
        assertThat(new GlobSet(List.of()).matches("a")).isFalse();
    }

    @Test
    void oneKeyOfManyPositionsFindsTheFirstOfThem() {
        NestedIndex<String> index =
                NestedIndex.ofBeginnings(List.of(List.of("b"), List.of("a", "a"), List.of("a"), List.of("")));

        assertThat(first(index, "ab", 4, position -> true)).isEqualTo(1);
        assertThat(first(index, "ab", 4, position -> position > 1)).isEqualTo(2);
        assertThat(first(index, "ab", 4, position -> position > 2)).isEqualTo(3);
        assertThat(first(index, "ab", 1, position -> true)).isEqualTo(1);
    }

    private static <K> int first(NestedIndex<K> index, K key, int before, IntPredicate holds) {
        return index.first(key, before, holds, IntPredicate::test);
    }

    private static int linear(int before, IntPredicate holds) {
        for (int position = 0; position < before; position++) {
            if (holds.test(position)) {
                return position;
            }
        }
        return before;
    }

    /** Few bits vary, so that ranges are often within others. */
    private static IpAddress address(Random random) {
        int bits = random.nextInt(64);
        return random.nextBoolean()
                ? new IpAddress(0, 0x0a000000L | bits << 26 & 0xff000000L | bits, 32)
                : new IpAddress((long) bits << 58, random.nextBoolean() ? 0 : bits, 128);
    }

    private static Cidr range(Random random) {
        IpAddress address = address(random);
        int prefix = random.nextInt(address.bits() + 1);
        return new Cidr(address.masked(prefix), prefix);
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.append("abx".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}
