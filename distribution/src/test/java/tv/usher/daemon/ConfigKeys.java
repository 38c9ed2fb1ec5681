package tv.usher.daemon;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tv.usher.api.BackendFactory;
import tv.usher.api.Default;
import tv.usher.engine.check.CheckSettings;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.rule.ConditionSettings;

/** The keys that records make, found by following the components of those at the file's top. */
final class ConfigKeys {

    /** What all backends of a plugin have; those of one type stand below its name instead. */
    static final String ANY_BACKEND = "backends.*";

    private final List<Key> keys = new ArrayList<>();
    private final Set<Class<?>> records = new LinkedHashSet<>();

    /**
     * A key.
     *
     * @param path        with {@code []} for any item of a list
     * @param type        of its component
     * @param defaultText empty if there is none
     */
    record Key(String path, Class<?> type, Optional<String> defaultText) {}

    private ConfigKeys() {}

    static ConfigKeys of(Collection<BackendFactory<?>> plugins) throws ClassNotFoundException {
        ConfigKeys found = new ConfigKeys();
        found.add("", Class.forName("tv.usher.engine.config.GeneralSettings"));
        found.add("", Class.forName("tv.usher.engine.config.TrustSettings"));
        Stream.of(BackendConfig.class.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(Class::isRecord)
                .forEach(common -> found.add(ANY_BACKEND, common));
        plugins.forEach(plugin -> found.add("backends." + plugin.type(), plugin.configType()));
        for (Class<?> check : CheckSettings.class.getPermittedSubclasses()) {
            found.add("backends." + kebabCase(check.getSimpleName().replace("Settings", "")), check);
        }
        found.add("access[]", RuleSettings.class);
        found.add("limits[]", SessionLimitSettings.class);
        return found;
    }

    List<Key> all() {
        return keys;
    }

    /** Those that have been followed. */
    Set<Class<?>> records() {
        return records;
    }

    private void add(String path, Class<?> record) {
        records.add(record);
        for (RecordComponent component : record.getRecordComponents()) {
            String key = (path.isEmpty() ? "" : path + '.') + kebabCase(component.getName());
            Optional<String> text =
                    Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
            keys.add(new Key(key, component.getType(), text));
            boolean list = Collection.class.isAssignableFrom(component.getType());
            within(component.getGenericType())
                    .filter(inner ->
                            inner != ConditionSettings.class || !records.contains(inner)) // a limit's are a rule's
                    .ifPresent(inner -> add(list ? key + "[]" : key, inner));
        }
    }

    /** The record whose keys stand below this one. One that is made of a text is a value like others. */
    private static Optional<Class<?>> within(Type type) {
        if (type instanceof ParameterizedType several) {
            return within(several.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> one && one.isRecord() && !isMadeOfText(one)
                ? Optional.of(one)
                : Optional.empty();
    }

    private static boolean isMadeOfText(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("parse"))
                .map(Method::getParameterTypes)
                .anyMatch(parameters -> parameters.length == 1 && parameters[0] == String.class);
    }

    private static String kebabCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
