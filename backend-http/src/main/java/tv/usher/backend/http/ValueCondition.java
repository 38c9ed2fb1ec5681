package tv.usher.backend.http;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * A condition on one value: equal to a value, one of a list, or as the operators {@code equals}, {@code in}, {@code exists},
 * {@code absent}, {@code greater}, {@code at-least}, {@code later-than: now} and {@code earlier-than: now} say. {@code or} names one more that may hold instead.
 */
final class ValueCondition {

    private static final String OR = "or";
    private static final Set<String> OPERATORS =
            Set.of("equals", "in", "exists", "absent", "greater", "at-least", "later-than", "earlier-than");

    private final String words;
    private final BiPredicate<Object, Instant> test;

    private ValueCondition(String words, BiPredicate<Object, Instant> test) {
        this.words = words;
        this.test = test;
    }

    /**
     * @param configured a text, a number, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException if it is no condition; the message continues a sentence about the key
     */
    public static ValueCondition parse(Object configured) {
        return of(Configured.value(configured));
    }

    private static ValueCondition of(Object value) {
        if (value instanceof Map<?, ?> operators) {
            return ofOperators(operators);
        }
        if (value instanceof List<?> list) {
            return in(list);
        }
        return equal(value);
    }

    private static ValueCondition ofOperators(Map<?, ?> operators) {
        Set<String> names = new TreeSet<>();
        operators.keySet().forEach(name -> names.add(String.valueOf(name)));
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(OPERATORS);
        unknown.remove(OR);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "has the unknown condition '" + unknown.iterator().next() + "'; known are "
                            + String.join(", ", new TreeSet<>(OPERATORS)) + " and or");
        }
        names.remove(OR);
        if (names.size() != 1) {
            throw new IllegalArgumentException("needs one condition, and has " + names.size());
        }
        String name = names.iterator().next();
        ValueCondition one = ofOperator(name, Objects.requireNonNull(operators.get(name)));
        return operators.containsKey(OR) ? one.or(of(Objects.requireNonNull(operators.get(OR)))) : one;
    }

    private static ValueCondition ofOperator(String name, Object value) {
        return switch (name) {
            case "equals" -> equal(value);
            case "in" -> in(value instanceof List<?> list ? list : List.of(value));
            case "exists" -> isThere(flag(name, value));
            case "absent" -> isThere(!flag(name, value));
            case "greater" -> compared("greater than ", number(name, value), 1);
            case "at-least" -> compared("at least ", number(name, value), 0);
            case "later-than" -> {
                requireNow(name, value);
                yield moment("later than now", Instant::isAfter);
            }
            default -> {
                requireNow(name, value);
                yield moment("earlier than now", Instant::isBefore);
            }
        };
    }

    private static ValueCondition equal(Object value) {
        return new ValueCondition(Shown.of(value), (found, now) -> JsonDocument.equal(found, value));
    }

    private static ValueCondition in(List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("has an empty list, which no value is in");
        }
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(Shown.of(value)));
        return new ValueCondition(
                String.join(" or ", words),
                (found, now) -> values.stream().anyMatch(value -> JsonDocument.equal(found, value)));
    }

    private static ValueCondition isThere(boolean there) {
        return new ValueCondition(there ? "there" : "absent", (found, now) -> (found != Nothing.MISSING) == there);
    }

    private static ValueCondition compared(String words, BigDecimal bound, int least) {
        return new ValueCondition(
                words + bound,
                (found, now) -> Numbers.read(found)
                        .filter(number -> number.compareTo(bound) >= least)
                        .isPresent());
    }

    private static void requireNow(String name, Object value) {
        if (!value.equals("now")) {
            throw new IllegalArgumentException("has a '" + name + "' with something else than now");
        }
    }

    private static ValueCondition moment(String words, BiPredicate<Instant, Instant> test) {
        return new ValueCondition(
                words,
                (found, now) -> Moments.read(found)
                        .filter(moment -> test.test(moment, now))
                        .isPresent());
    }

    private static boolean flag(String name, Object value) {
        if (!(value instanceof Boolean flag)) {
            throw new IllegalArgumentException("has '" + name + "' with something else than true or false");
        }
        return flag;
    }

    private static BigDecimal number(String name, Object value) {
        if (!(value instanceof BigDecimal number)) {
            throw new IllegalArgumentException("has '" + name + "' with something else than a number");
        }
        return number;
    }

    private ValueCondition or(ValueCondition other) {
        return new ValueCondition(
                words + " or " + other.words, (found, now) -> test.test(found, now) || other.test.test(found, now));
    }

    /**
     * @param found {@link Nothing#MISSING} if there is none
     * @param now   when the answer came
     */
    boolean holds(Object found, Instant now) {
        return test.test(found, now);
    }

    /** As {@link #holds}, of a text that stands for a number too where it is one, since a header and a page have no types. */
    boolean holdsForText(Object found, Instant now) {
        return holds(found, now)
                || Optional.of(found)
                        .filter(String.class::isInstance)
                        .flatMap(Numbers::read)
                        .filter(number -> holds(number, now))
                        .isPresent();
    }

    /** What it wants, in words. */
    @Override
    public String toString() {
        return words;
    }
}
