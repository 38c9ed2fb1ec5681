package tv.usher.engine.plugin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

/** Loads every type that a configuration record names, so that a missing class is found at start. */
final class ConfigRecord {

    private final Set<Type> seen = new HashSet<>();

    private ConfigRecord() {}

    /**
     * @throws LinkageError if a class is missing or doesn't fit
     * @throws TypeNotPresentException if a class is missing
     */
    static void resolve(Class<?> type) {
        new ConfigRecord().visit(type);
    }

    private void visit(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            visit(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                visit(argument);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                component.getAnnotations();
                visit(component.getGenericType());
            }
        }
    }
}
