package tv.usher.backend.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statuses: {@code 200}, a list of them, or a hundred such as {@code 4xx}. */
final class StatusCondition {

    private final List<String> patterns;

    private StatusCondition(List<String> patterns) {
        this.patterns = patterns;
    }

    /**
     * @throws IllegalArgumentException if there is no such status; the message continues a sentence about the key
     */
    public static StatusCondition parse(Object configured) {
        Object value = Configured.value(configured);
        List<String> patterns = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            String text = one instanceof BigDecimal number ? number.toPlainString() : String.valueOf(one);
            if (!text.matches("[2-9][0-9]{2}|[2-9]xx")) {
                throw new IllegalArgumentException("is not a status, or a list of them, as in 200, [403, 404] or 4xx");
            }
            patterns.add(text);
        }
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("has no status");
        }
        return new StatusCondition(List.copyOf(patterns));
    }

    boolean holds(int status) {
        String text = Integer.toString(status);
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.equals(text) || pattern.endsWith("xx") && pattern.charAt(0) == text.charAt(0));
    }

    /** True if it holds for no other status. */
    boolean isOnly(int status) {
        return patterns.equals(List.of(Integer.toString(status)));
    }

    @Override
    public String toString() {
        return patterns.stream().collect(Collectors.joining(" or "));
    }
}
