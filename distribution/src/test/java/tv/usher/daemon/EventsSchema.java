package tv.usher.daemon;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The shipped description of events. */
final class EventsSchema {

    private final Schema schema;

    EventsSchema() throws IOException {
        String text = Files.readString(UnpackedUsher.built().home().resolve("doc/events.schema.json"));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** Empty if the line is an event. */
    List<String> problemsOf(String line) {
        return schema.validate(line, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
