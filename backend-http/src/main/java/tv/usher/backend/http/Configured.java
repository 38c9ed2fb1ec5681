package tv.usher.backend.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the configuration as {@link JsonDocument} has values. */
final class Configured {

    private Configured() {}

    static Object value(@Nullable Object configured) {
        if (configured == null) {
            return Nothing.NULL;
        }
        if (configured instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put(String.valueOf(key), value(value)));
            return object;
        }
        if (configured instanceof List<?> list) {
            List<Object> array = new ArrayList<>();
            list.forEach(item -> array.add(value(item)));
            return array;
        }
        return configured instanceof Boolean || configured instanceof BigDecimal
                ? configured
                : String.valueOf(configured);
    }
}
