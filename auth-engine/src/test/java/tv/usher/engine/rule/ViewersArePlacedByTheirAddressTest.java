package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.net.IpAddress;

class ViewersArePlacedByTheirAddressTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, DE",
        "::ffff:203.0.113.7, DE",
        "203.0.113.200, AT",
        "203.0.114.1, ''",
        "2001:db8::1, FR",
        "2001:db9::1, ''",
        "127.0.0.1, ''",
        "198.51.100.1, ''",
        "198.51.100.2, ''",
        "198.51.100.3, ''",
    })
    void whatTheDatabaseSaysOrNothing(String address, String country) throws Exception {
        // Given
        Path file = folder.resolve("country.mmdb");
        new TestingMmdb()
                .with("203.0.113.0/24", "DE")
                .with("203.0.113.128/25", "AT")
                .with("2001:db8::/32", "FR")
                .with("198.51.100.1", Map.of("continent", Map.of("code", "EU")))
                .with("198.51.100.2", Map.of("country", Map.of("names", Map.of("en", "nowhere"))))
                .with("198.51.100.3", Map.of("country", "DE"))
                .write(file);

        // Then
        assertThat(CountryDatabase.read(file).countryOf(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(country);
    }

    @Test
    void theFileIsNotNeededAfterwards() throws Exception {
        // Given
        Path file = folder.resolve("country.mmdb");
        new TestingMmdb().with("203.0.113.0/24", "DE").write(file);
        CountryDatabase database = CountryDatabase.read(file);

        // When
        Files.write(file, new byte[] {0});
        Files.delete(file);

        // Then
        assertThat(database.countryOf(IpAddress.parse("203.0.113.7").orElseThrow()))
                .isEqualTo("DE");
    }

    @Test
    void withoutADatabaseNobodyIs() {
        assertThat(Countries.NONE.countryOf(IpAddress.parse("203.0.113.7").orElseThrow()))
                .isEmpty();
    }
}
