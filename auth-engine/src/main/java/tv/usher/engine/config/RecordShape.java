package tv.usher.engine.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;

/** The shape of a record type: its keys, and how to make it from their values. */
record RecordShape<R extends Record>(List<RecordKey> keys, Constructor<R> constructor) {

    /** One component. */
    record RecordKey(String name, Class<?> raw, Type type, Optional<String> defaultText) {}

    static <R extends Record> RecordShape<R> of(Class<R> type) {
        List<RecordKey> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(new RecordKey(
                    KebabCase.ofComponent(component.getName()),
                    component.getType(),
                    component.getGenericType(),
                    Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value)));
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    keys.stream().map(RecordKey::raw).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RecordShape<>(List.copyOf(keys), constructor);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every record has its canonical constructor", e);
        }
    }

    /** The type without its arguments. */
    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? raw(parameterized.getRawType())
                : type instanceof Class<?> known ? known : Object.class;
    }

    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    /** The keys' names, in their order. */
    static List<String> names(Class<? extends Record> type) {
        return of(type).names();
    }

    /** True if the component is a single address. */
    boolean hasOne(String name) {
        return keys.stream().anyMatch(key -> key.name().equals(name) && key.raw() == URI.class);
    }

    /** The keys that a mapping must have. */
    List<String> necessary() {
        return keys.stream()
                .filter(key -> key.defaultText().isEmpty()
                        && key.raw() != Optional.class
                        && key.raw() != List.class
                        && key.raw() != Map.class)
                .map(RecordKey::name)
                .toList();
    }

    List<String> names() {
        return keys.stream().map(RecordKey::name).toList();
    }
}
