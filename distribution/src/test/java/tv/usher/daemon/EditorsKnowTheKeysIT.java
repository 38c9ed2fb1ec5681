package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped configuration names the schema beside it; which mistakes it finds is held by the engine's tests of the schema. */
class EditorsKnowTheKeysIT {

    private static final Path CONF = UnpackedUsher.built().home().resolve("conf");

    @Test
    void theShippedFileNamesItsSchemaInTheFirstLineAndGoesByIt() throws IOException {
        // Given
        String shipped = Files.readString(CONF.resolve("usher.yaml"));

        // Then
        assertThat(shipped.lines().findFirst()).contains("# yaml-language-server: $schema=usher.schema.json");
        assertThat(CONF.resolve("usher.schema.json")).exists();
        assertThat(new ShippedSchema().problemsOf(shipped)).isEmpty();
    }

    /** Also every key that is commented out, with its default or example. */
    @Test
    void everyKeyOfTheReferenceIsKnownToIt() throws IOException {
        assertThat(new ShippedSchema().problemsOf(ShippedFileIsTheReferenceTest.uncommented()))
                .isEmpty();
    }

    @Test
    void aMistypedKeyOfAPluginIsFound() throws IOException {
        String mistyped = """
                on-unavailable: deny
                backends: {ministra: {type: stalker, address: "http://mw.example.com", token-patern: "[0-9a-f]{32}"}}
                access: [{ask: [ministra]}]
                """;

        assertThat(new ShippedSchema().problemsOf(mistyped)).anyMatch(problem -> problem.contains("token-patern"));
    }
}
