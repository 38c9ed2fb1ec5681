package tv.usher.engine.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Binds values whose shape the type itself reads: it has {@code public static T parse(Object)}. That is given texts, numbers as
 * {@link BigDecimal}, booleans, null, and lists and maps of these, as JSON has them. What is written in quotes is a text.
 */
final class TreeBinder {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,17})?");

    private final Binder binder;
    private final Problems problems;
    private final Map<Class<?>, Optional<Method>> parsers = new HashMap<>();

    /** A mistake was told, so that there is no value. */
    private static final class Told extends Exception {

        private static final long serialVersionUID = 1L;

        Told() {
            super(null, null, false, false);
        }
    }

    TreeBinder(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    boolean knows(Class<?> type) {
        return parser(type).isPresent();
    }

    private Optional<Method> parser(Class<?> type) {
        return parsers.computeIfAbsent(
                type,
                any -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals("parse")
                                && Modifier.isStatic(method.getModifiers())
                                && Modifier.isPublic(method.getModifiers())
                                && method.getReturnType() == type
                                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class}))
                        .findAny());
    }

    /** Empty after a problem, which is told at this place. */
    Optional<Object> bind(Class<?> type, Node node, Place place) {
        try {
            Method parse = parser(type).orElseThrow();
            parse.setAccessible(true);
            Object parsed = parse.invoke(null, tree(node, place, place));
            if (parsed == null) {
                problems.add(
                        place, "can't be used: " + type.getName() + " makes null of it, which is a bug of the plugin");
            }
            return Optional.ofNullable(parsed);
        } catch (Told e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            problems.addThrown(place, e.getTargetException());
        } catch (ReflectiveOperationException e) {
            problems.addThrown(place, e);
        }
        return Optional.empty();
    }

    private @Nullable Object tree(Node node, Place place, Place whole) throws Told {
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, Section.Entry> entry :
                    Section.of(place, mapping, problems).entries().entrySet()) {
                Section.Entry value = entry.getValue();
                map.put(entry.getKey(), tree(value.value(), value.place(), whole));
            }
            return Collections.unmodifiableMap(map);
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                list.add(tree(item, place.item(list.size()).at(item.getStartMark()), whole));
            }
            return Collections.unmodifiableList(list);
        }
        return scalar((ScalarNode) node, place, whole);
    }

    private @Nullable Object scalar(ScalarNode node, Place place, Place whole) throws Told {
        String text = node.getValue();
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && (text.isEmpty() || text.equals("null") || text.equals("~"))) {
            return null;
        }
        if (plain && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        if (plain && NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return binder.expanded(text, place, whole).orElseThrow(Told::new);
    }
}
