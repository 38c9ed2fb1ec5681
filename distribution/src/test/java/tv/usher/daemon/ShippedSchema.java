package tv.usher.daemon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** What an editor finds in a configuration by {@code conf/usher.schema.json}. */
final class ShippedSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Schema schema;

    ShippedSchema() throws IOException {
        String text = Files.readString(UnpackedUsher.built().home().resolve("conf/usher.schema.json"));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** One line for each mistake. */
    List<String> problemsOf(String yaml) throws IOException {
        Object content = new Yaml().load(yaml);
        return schema.validate(JSON.writeValueAsString(content), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
