package tv.usher.engine.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tv.usher.api.Location;
import tv.usher.api.Secret;
import tv.usher.engine.check.jwt.KeysLocation;
import tv.usher.engine.cut.ApiAddress;
import tv.usher.engine.util.Durations;

/**
 * Parses values that are one text. Only the text counts, never the type that YAML would guess: {@code 12:30}, {@code 0x10} and {@code yes}
 * are those letters, and quotes change nothing.
 */
final class Scalars {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /** In which somebody may have written a password. */
    private static final Set<Class<?>> ADDRESSES =
            Set.of(URI.class, ApiAddress.class, KeysLocation.class, Location.class);

    private final Map<Class<?>, Function<String, Object>> parsers;
    private final Map<Class<?>, Optional<Method>> parseMethods = new HashMap<>();

    /**
     * @param folder the base of relative paths
     */
    Scalars(Path folder) {
        parsers = Map.ofEntries(
                Map.entry(String.class, text -> text),
                Map.entry(boolean.class, Scalars::bool),
                Map.entry(Boolean.class, Scalars::bool),
                Map.entry(int.class, text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                Map.entry(Integer.class, text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                Map.entry(long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE)),
                Map.entry(Long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE)),
                Map.entry(Duration.class, Durations::parse),
                Map.entry(URI.class, Scalars::uri),
                Map.entry(Path.class, text -> path(folder, text)),
                Map.entry(KeysLocation.class, text -> KeysLocation.parse(text).in(folder)),
                Map.entry(Pattern.class, Scalars::pattern),
                Map.entry(Secret.class, Secret::of));
    }

    /** True for a known type, an enum, and a type with {@code public static T parse(String)}. */
    boolean knows(Class<?> type) {
        return parsers.containsKey(type) || type.isEnum() || parseMethod(type).isPresent();
    }

    /** True for a type whose texts may have a password in them. */
    boolean isAddress(Class<?> type) {
        return ADDRESSES.contains(type);
    }

    /**
     * @throws IllegalArgumentException if the text is no such value; the message continues a sentence that begins with the text
     */
    Object parse(Class<?> type, String text) {
        if (parsers.containsKey(type)) {
            return parsers.get(type).apply(text);
        }
        return type.isEnum()
                ? constant(type, text)
                : call(parseMethod(type).orElseThrow(() -> bug(type, "has no parse(String)")), text);
    }

    private static Object bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("is neither true nor false");
        }
        return text.equals("true");
    }

    private static long whole(String text, long min, long max) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a whole number, which is written in plain digits, as in 1000");
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // beyond a long: reported below
        }
        throw new IllegalArgumentException("is not between " + min + " and " + max);
    }

    private static Object uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            if (!text.contains("://")) { // of 127.0.0.1:6000 Java complains about a scheme's name
                throw new IllegalArgumentException("is not an address: must begin with http:// or https://", e);
            }
            throw new IllegalArgumentException(
                    "is not an address: " + e.getReason() + " (character " + (e.getIndex() + 1) + ")", e);
        }
    }

    private static Object path(Path folder, String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("is not a path");
        }
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
        }
    }

    private static Object pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is not a regular expression: " + e.getDescription(), e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        List<Object> constants = Arrays.asList(type.getEnumConstants());
        List<String> names = constants.stream().map(KebabCase::ofConstant).toList();
        if (!names.contains(text)) {
            String near = DidYouMean.hint(text, names);
            throw new IllegalArgumentException(
                    "is not one of " + String.join(", ", names) + (near.startsWith(";") ? "" : near));
        }
        return constants.get(names.indexOf(text));
    }

    private Optional<Method> parseMethod(Class<?> type) {
        return parseMethods.computeIfAbsent(type, Scalars::findParseMethod);
    }

    private static Optional<Method> findParseMethod(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("parse")
                        && Modifier.isStatic(method.getModifiers())
                        && Modifier.isPublic(method.getModifiers())
                        && method.getReturnType() == type
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .findAny();
    }

    private static IllegalArgumentException bug(Class<?> type, String what) {
        return new IllegalArgumentException(
                "can't be used: " + type.getName() + ' ' + what + ", which is a bug of the plugin");
    }

    private static Object call(Method parse, String text) {
        try {
            parse.setAccessible(true);
            Object parsed = parse.invoke(null, text);
            if (parsed == null) {
                throw bug(parse.getReturnType(), "makes null of it");
            }
            return parsed;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
                throw cause;
            }
            throw new IllegalArgumentException("is not valid", e);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("is not valid", e);
        }
    }
}
