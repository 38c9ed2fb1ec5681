package tv.usher.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A raw query, kept byte for byte, with lenient look-ups into it.
 *
 * <p>Parameters are separated by {@code &}. Names are compared the way the most lenient middleware reads them: without regard to
 * case, percent-decoded, {@code +} as a blank, leading blanks dropped, cut at {@code [} or NUL, and {@code .} as {@code _} (PHP folds
 * all but the case, and reads an unclosed {@code [} as {@code _}). So {@code token}, {@code Token}, {@code tok%65n} and
 * {@code token[]} are one name. Some middlewares separate by {@code ;} too, so what follows a {@code ;} counts as one more parameter.
 *
 * <p>It has at most 256 parameters, and the first look-up reads all of them, so that each further one costs the
 * same however many there are.
 *
 * <p>Immutable. {@link #toString()} never shows a value, since a query carries the viewer's token.
 */
public final class QueryString {

    /** The query of a request that has none. */
    public static final QueryString EMPTY = new QueryString("");

    private static final int MOST_PARAMETERS = 256; // PHP ignores those beyond its 1000th

    private final String raw;
    private volatile @Nullable Map<String, List<String>> values;

    private QueryString(String raw) {
        this.raw = raw;
    }

    /**
     * @param raw the query without its {@code ?}, one character per byte; may be empty
     * @throws IllegalArgumentException if there are too many parameters, or if a character can't stand in a request line: a control
     *     character, a blank, {@code #}, or one beyond {@code U+00FF}
     */
    public static QueryString of(String raw) {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        if (!Header.isPlain(raw) || raw.indexOf(' ') >= 0 || raw.indexOf('#') >= 0) {
            throw new IllegalArgumentException("query has a character that can't stand in a request line");
        }
        if (raw.length() >= MOST_PARAMETERS && separators(raw) >= MOST_PARAMETERS) {
            throw new IllegalArgumentException("query has more than " + MOST_PARAMETERS + " parameters");
        }
        return new QueryString(raw);
    }

    /** A query of the plugin's own making, without a parameter yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Parameters in their order, escaped. Not thread-safe. */
    public static final class Builder {

        private final StringBuilder raw = new StringBuilder();
        private int parameters;

        private Builder() {}

        /**
         * Adds {@code name=value}, whatever characters they have: all but letters, digits and {@code - . _ ~} is escaped, as UTF-8.
         *
         * @throws IllegalArgumentException if there are too many parameters
         */
        public Builder add(String name, String value) {
            if (++parameters > MOST_PARAMETERS) {
                throw new IllegalArgumentException("query has more than " + MOST_PARAMETERS + " parameters");
            }
            if (!raw.isEmpty()) {
                raw.append('&');
            }
            raw.append(PercentEncoding.of(name)).append('=').append(PercentEncoding.of(value));
            return this;
        }

        public QueryString build() {
            return raw.isEmpty() ? EMPTY : new QueryString(raw.toString());
        }

        /** Never shows a value. */
        @Override
        public String toString() {
            return build().toString();
        }
    }

    private static long separators(String raw) {
        return raw.chars().filter(c -> c == '&' || c == ';').count();
    }

    /** The query exactly as it came. */
    public String raw() {
        return raw;
    }

    public boolean isEmpty() {
        return raw.isEmpty();
    }

    /** The decoded value of the first parameter of that name; one without {@code =} has an empty value. */
    public Optional<String> first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /**
     * The decoded values of all parameters of that name, in their order.
     *
     * @param name as it reads decoded: {@code token}
     */
    public List<String> all(String name) {
        if (raw.isEmpty()) {
            return List.of();
        }
        String wanted = folded(name);
        if (!isOneParameter()) {
            return values().getOrDefault(wanted, List.of());
        }
        return hasName(0, raw.length(), wanted) ? List.of(valueOf(raw)) : List.of();
    }

    /** As most queries are: the viewer's token. A table of it would cost more than it saves. */
    private boolean isOneParameter() {
        return raw.indexOf('&') < 0 && raw.indexOf(';') < 0;
    }

    private static String valueOf(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : LenientPercent.decode(pair.substring(equals + 1));
    }

    private Map<String, List<String>> values() {
        Map<String, List<String>> read = values;
        if (read == null) {
            read = new HashMap<>();
            for (String pair : raw.split("&")) {
                addValue(pair, read);
                for (int next = pair.indexOf(';'); next >= 0; ) {
                    int start = next + 1;
                    next = pair.indexOf(';', start);
                    addValue(pair.substring(start, next < 0 ? pair.length() : next), read);
                }
            }
            values = read;
        }
        return read;
    }

    private static void addValue(String pair, Map<String, List<String>> values) {
        String value = valueOf(pair);
        for (String name : LenientName.of(pair)) {
            values.merge(name, List.of(value), QueryString::joined);
        }
    }

    private static List<String> joined(List<String> before, List<String> next) {
        List<String> all = new ArrayList<>(before.size() + next.size());
        all.addAll(before);
        all.addAll(next);
        return Collections.unmodifiableList(all);
    }

    /**
     * The decoded value of the only parameter of that name, if every middleware reads it as such: there is one by the lenient look-up,
     * and it stands between two {@code &}, spelled exactly like {@code name} and with a {@code =}. Of {@code token[]=1} a middleware may
     * read a list, and of {@code Token=1} or {@code a;token=1} nothing; so there is no only {@code token} in them.
     *
     * @param name without characters that are encoded in a query
     */
    public Optional<String> only(String name) {
        List<String> all = all(name);
        return all.size() == 1 && isSpelled(name) ? Optional.of(all.get(0)) : Optional.empty();
    }

    /**
     * The parameters of that name exactly as they came, joined by {@code &}; empty if none of them has a value. Two viewers with the
     * same of these have shown the same, however a middleware reads it.
     *
     * @param name as it reads decoded: {@code token}
     */
    public String pairs(String name) {
        if (raw.isEmpty()) {
            return "";
        }
        String wanted = folded(name);
        String pairs = "";
        boolean hasValue = false;
        for (int start = 0, end; start <= raw.length(); start = end + 1) {
            int separator = raw.indexOf('&', start);
            end = separator < 0 ? raw.length() : separator;
            if (hasName(start, end, wanted)) {
                String pair = raw.substring(start, end);
                pairs = pairs.isEmpty() ? pair : pairs + '&' + pair;
                int equals = pair.indexOf('=');
                hasValue |= equals >= 0 && equals < pair.length() - 1;
            }
        }
        return hasValue ? pairs : "";
    }

    private boolean hasName(int start, int end, String wanted) {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '=' && raw.indexOf(';', i) < 0) {
                return i - start == wanted.length() && raw.regionMatches(true, start, wanted, 0, wanted.length());
            }
            if (!isBare(c)) {
                break;
            }
        }
        return hasName(raw.substring(start, end), List.of(wanted));
    }

    /** A name that somebody looks for, as a parameter's is compared; nearly always itself. */
    private static String folded(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isBare(c) || c >= 'A' && c <= 'Z') {
                return LenientName.fold(name).get(0);
            }
        }
        return name;
    }

    /** In a name, it stands for itself in every reading. */
    private static boolean isBare(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private boolean isSpelled(String name) {
        String start = name + '=';
        return raw.startsWith(start) || raw.contains('&' + start);
    }

    /**
     * This query without the parameters of these names, as {@link #all} finds them; what stays keeps its bytes and its order.
     *
     * @param names as they read decoded: {@code token}
     */
    public QueryString without(Collection<String> names) {
        return withoutFolded(
                names.stream().flatMap(name -> LenientName.fold(name).stream()).toList());
    }

    /** The names of all parameters, folded as this class compares them. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String pair : raw.split("[&;]")) {
            if (!pair.isEmpty()) {
                names.addAll(LenientName.of(pair));
            }
        }
        return names;
    }

    /**
     * This query without the parameters of those folded names; what stays keeps its bytes and its order. Some middlewares read
     * {@code ;} as a separator too, so a pair goes as a whole when any of its {@code ;}-parts has such a name.
     */
    QueryString withoutFolded(Collection<String> foldedNames) {
        if (foldedNames.isEmpty() || raw.isEmpty()) {
            return this;
        }
        StringJoiner kept = new StringJoiner("&");
        for (String pair : raw.split("&", -1)) {
            if (!hasName(pair, foldedNames)) {
                kept.add(pair);
            }
        }
        return kept.length() == raw.length() ? this : new QueryString(kept.toString());
    }

    private static boolean hasName(String pair, Collection<String> foldedNames) {
        for (String part : pair.split(";", -1)) {
            if (LenientName.of(part).stream().anyMatch(foldedNames::contains)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QueryString query && query.raw.equals(raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return raw.isEmpty() ? "QueryString[]" : "QueryString[***]";
    }
}
