package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendFactory;
import tv.usher.api.Default;
import tv.usher.api.Location;
import tv.usher.api.Secret;

/**
 * What every factory keeps, so that Usher finds it and can bind the operator's keys. Extend it in the plugin's tests. The last word has
 * Usher itself: {@code usher check} with the plugin in its folder.
 */
public abstract class FactoryContract {

    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            boolean.class,
            int.class,
            long.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Duration.class,
            URI.class,
            Path.class,
            Pattern.class,
            Secret.class,
            Location.class);

    private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}(ms|s|m|h|d)");

    /** A new one, as {@link ServiceLoader} makes it. */
    protected abstract BackendFactory<?> factory();

    @Test
    @SuppressWarnings("rawtypes") // as the service loader has it
    void theServiceEntryNamesIt() {
        Class<?> type = factory().getClass();
        assertThat(ServiceLoader.load(BackendFactory.class, type.getClassLoader()).stream()
                        .filter(found -> found.type() == type))
                .as("entries in META-INF/services/%s", BackendFactory.class.getName())
                .hasSize(1);
        assertThat(Modifier.isPublic(type.getModifiers())).as("it is public").isTrue();
    }

    @Test
    void itsTypeIsAName() {
        assertThat(factory().type())
                .matches("[a-z0-9][a-z0-9-]*")
                .isEqualTo(factory().type());
        assertThat(factory().configType()).isEqualTo(factory().configType());
    }

    @Test
    void itsKeysAreARecordThatCanBeBound() {
        assertThat(factory().configType().isRecord()).as("a record").isTrue();
        List<String> wrong = new ArrayList<>();
        collectUnbindable(factory().configType(), factory().configType().getSimpleName(), new HashSet<>(), wrong);
        assertThat(wrong)
                .as("components of a type that no configuration can have")
                .isEmpty();
    }

    /** @param seen records that are looked at already: a record may have a list of its own kind */
    private static void collectUnbindable(Type type, String where, Set<Type> seen, List<String> to) {
        if (type instanceof Class<?> own && readsItself(own)) {
            return;
        }
        if (type instanceof ParameterizedType generic
                && (generic.getRawType() == List.class
                        || generic.getRawType() == Map.class
                        || generic.getRawType() == Optional.class)) {
            Type[] parts = generic.getActualTypeArguments();
            Arrays.stream(parts).forEach(part -> collectUnbindable(part, where, seen, to));
            if (generic.getRawType() == Map.class && parts[0] instanceof Class<?> key && !isReadFromText(key)) {
                to.add(where + ": a map's key of type " + key.getTypeName());
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && !SIMPLE.contains(plain)) {
            if (!seen.add(plain)) {
                return;
            }
            for (RecordComponent component : plain.getRecordComponents()) {
                collectUnbindable(component.getGenericType(), where + '.' + component.getName(), seen, to);
            }
        } else if (!(type instanceof Class<?> plain && (SIMPLE.contains(plain) || plain.isEnum()))) {
            to.add(where + ": " + type.getTypeName());
        }
    }

    private static boolean isReadFromText(Class<?> type) {
        return SIMPLE.contains(type) || type.isEnum() || hasParse(type, String.class);
    }

    /** As {@link BackendFactory#configType} says. */
    private static boolean readsItself(Class<?> type) {
        return hasParse(type, Object.class) || hasParse(type, String.class);
    }

    private static boolean hasParse(Class<?> type, Class<?> from) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("parse")
                        && Modifier.isStatic(method.getModifiers())
                        && Modifier.isPublic(method.getModifiers())
                        && method.getReturnType() == type
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == from);
    }

    @Test
    void noneOfItsKeysIsTheEngines() {
        assertThat(Arrays.stream(factory().configType().getRecordComponents())
                        .map(component -> kebabCase(component.getName())))
                .doesNotContainAnyElementsOf(EngineKeys.ALL);
    }

    private static String kebabCase(String component) {
        return component
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])", "-")
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void itsDefaultsCanBeRead() {
        checkDefaults(factory().configType());
    }

    private static void checkDefaults(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Default given = component.getAnnotation(Default.class);
            if (given != null) {
                assertThatCode(() -> read(component.getType(), given.value()))
                        .as("the default of %s: '%s'", component.getName(), given.value())
                        .doesNotThrowAnyException();
            }
            if (component.getType().isRecord() && !SIMPLE.contains(component.getType())) {
                checkDefaults(component.getType());
            }
        }
    }

    private static void read(Class<?> type, String text) {
        if (type == Duration.class) {
            assertThat(text).matches(DURATION);
        } else if (type == int.class || type == Integer.class) {
            Integer.parseInt(text);
        } else if (type == long.class || type == Long.class) {
            Long.parseLong(text);
        } else if (type == boolean.class || type == Boolean.class) {
            assertThat(text).isIn("true", "false");
        } else if (type == URI.class) {
            URI.create(text);
        } else if (type == Pattern.class) {
            Pattern.compile(text);
        } else if (type.isEnum()) {
            assertThat(Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-')))
                    .contains(text);
        }
    }
}
