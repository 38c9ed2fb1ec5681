package tv.usher.engine.config;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Secret;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.util.Durations;

/**
 * The effective configuration with defaults, one line for each key. Secrets and values from placeholders are redacted; an address is shown
 * without its query and user.
 */
final class EffectiveConfig {

    private static final int MAX_VALUE = 1000;
    private static final String NOT_SET = "(not set)";
    private static final String REDACTED = Secret.of("").toString();

    private final Binder binder;
    private final List<String> lines = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    EffectiveConfig(Binder binder) {
        this.binder = binder;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Those of {@link #lines()} that differ from what a file has that leaves the key out. */
    List<String> changed() {
        return List.copyOf(changed);
    }

    /** Adds all keys of a record that is bound from the mapping at this path. */
    void addAll(String path, Record values) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String key = KebabCase.ofComponent(component.getName());
            Object value = valueOf(component, values);
            Object usual = binder.records().defaults(values.getClass()).get(key);
            if (!(values instanceof ConditionSettings) || isGiven(value)) {
                add(path.isEmpty() ? key : path + '.' + key, value, usual);
            }
        }
    }

    /** A rule uses one or two of two dozen conditions, and there may be thousands of rules. */
    private static boolean isGiven(Object condition) {
        return !condition.equals(List.of()) && !condition.equals(Map.of()) && !condition.equals(Optional.empty());
    }

    /** Records that are bound from one mapping and differ in one key, which is a list there. */
    void addAll(String path, List<? extends Record> variants, String varied) {
        Record first = variants.get(0);
        Map<String, Object> usual = binder.records().defaults(first.getClass());
        for (RecordComponent component : first.getClass().getRecordComponents()) {
            String key = KebabCase.ofComponent(component.getName());
            boolean several = variants.size() > 1 && key.equals(varied);
            for (int i = 0; several && i < variants.size(); i++) {
                add(path + '.' + key + '[' + i + ']', valueOf(component, variants.get(i)));
            }
            if (!several) {
                add(path + '.' + key, valueOf(component, first), usual.get(key));
            }
        }
    }

    /** Adds a key that has no default. */
    void add(String path, Object value) {
        add(path, value, null);
    }

    private void add(String path, @Nullable Object value, @Nullable Object usual) {
        if (value == null) { // a plugin's record may replace a value by null
            add(path, NOT_SET, usual);
        } else if (value instanceof Optional<?> optional) {
            boolean unset = optional.isEmpty() && value.equals(usual);
            add(path, optional.isPresent() ? optional.get() : NOT_SET, unset ? NOT_SET : usual);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> add(binder.pathOf(path, key), entry));
        } else if (value instanceof Record nested && !binder.isScalar(value.getClass())) {
            addAll(path, nested);
        } else if (value instanceof List<?> list && list.stream().anyMatch(this::hasKeys)) {
            for (int i = 0; i < list.size(); i++) {
                add(path + '[' + i + ']', list.get(i));
            }
        } else {
            String line = OneLine.of(path, MAX_VALUE) + ": " + OneLine.of(shown(path, value), MAX_VALUE);
            lines.add(line);
            if (!same(value, usual)) {
                changed.add(line);
            }
        }
    }

    private static boolean same(Object value, @Nullable Object usual) {
        return value instanceof Pattern given && usual instanceof Pattern other // which has no equals
                ? given.pattern().equals(other.pattern())
                : value.equals(usual);
    }

    private boolean hasKeys(Object value) {
        return value instanceof Map || value instanceof Record && !binder.isScalar(value.getClass());
    }

    private String shown(String path, Object value) {
        if (value instanceof List<?> list) {
            List<String> items = new ArrayList<>();
            for (Object item : list) {
                items.add(shown(path + '[' + items.size() + ']', item));
            }
            return items.toString();
        }
        if (binder.isHidden(path)) {
            return REDACTED;
        }
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof URI address) {
            return withoutQuery(address);
        }
        return value instanceof Enum<?> constant ? KebabCase.ofConstant(constant) : String.valueOf(value);
    }

    private static String withoutQuery(URI address) {
        String text = address.toString().replaceFirst("[?#].*", "?" + REDACTED);
        return text.replaceFirst("//[^/@]*@", "//" + REDACTED + "@");
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            return "(can't be read)";
        }
    }
}
