package tv.usher.engine.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Records and maps as JSON. */
final class Json {

    private final ObjectWriter writer = JsonMapper.builder().build().writer(new VisibleEscapes());

    PageContent page(int status, Object value, Map<String, String> headers) {
        try {
            return new PageContent(status, "application/json", writer.writeValueAsBytes(value), headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
