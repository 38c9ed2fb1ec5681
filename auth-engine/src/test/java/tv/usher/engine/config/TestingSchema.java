package tv.usher.engine.config;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tv.usher.api.BackendFactory;

/** What an editor finds in a configuration that goes by the schema. */
final class TestingSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Schema schema;

    TestingSchema(Map<String, BackendFactory<?>> types) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ConfigSchema.of(types).toString(), InputFormat.JSON);
    }

    /** One line for each mistake. */
    List<String> problemsOf(String yaml) {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        try {
            return schema.validate(JSON.writeValueAsString(content), InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
