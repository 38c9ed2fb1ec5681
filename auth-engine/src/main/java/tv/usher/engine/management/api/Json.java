package tv.usher.engine.management.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Records and maps as JSON. Thread-safe. */
public final class Json {

    /** Created when the API is first used: loading the library takes a large part of the time that a start may take. */
    private static final class Loaded {
        static final ObjectWriter WRITER = JsonMapper.builder().build().writer(new VisibleEscapes());
    }

    PageContent page(int status, Object value, Map<String, String> headers) {
        try {
            return new PageContent(status, "application/json", Loaded.WRITER.writeValueAsBytes(value), headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
