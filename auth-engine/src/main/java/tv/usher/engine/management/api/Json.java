package tv.usher.engine.management.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import tv.usher.engine.event.VisibleEscapes;

/** Records and maps as JSON. Thread-safe. */
public final class Json {

    /** Created when the API is first used: loading the library takes a large part of the time that a start may take. */
    private static final class Loaded {
        static final ObjectWriter WRITER = JsonMapper.builder().build().writer(new VisibleEscapes());
    }

    public byte[] bytes(Object value) {
        try {
            return Loaded.WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    PageContent page(int status, Object value, Map<String, String> headers) {
        return new PageContent(status, "application/json", bytes(value), headers);
    }
}
