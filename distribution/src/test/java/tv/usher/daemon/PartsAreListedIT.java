package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tv.usher.api.testing.RealPrograms;

/** What an operator unpacks says of what it is made. */
class PartsAreListedIT {

    private static final Path HOME = Path.of("target/usher");
    private static final String VERSION = System.getProperty("usher.version");
    private static final Pattern NOTICE =
            Pattern.compile("\\n.+ (\\S+)\\n {2}\\S+:(\\S+), https?://\\S+\\n {2}\\S.*\\n");

    @Test
    void theListForMachinesHasEveryLibraryWithItsDigestAndNoOther() throws Exception {
        // Given
        Map<String, String> shipped = new TreeMap<>();
        for (Path jar : files(HOME.resolve("lib"))) {
            shipped.put(jar.getFileName().toString(), sha256(jar));
        }
        // What the list is about, so no part of it.
        shipped.remove("distribution-" + VERSION + ".jar");

        // When
        Map<String, String> listed = new TreeMap<>();
        for (JsonNode part : parts()) {
            listed.put(jar(part), digest(part));
        }

        // Then
        assertThat(listed).isEqualTo(shipped);
    }

    @Test
    void everyLibraryOfOthersStandsInTheNoticesWithItsLicence() throws IOException {
        // Given
        List<String> shipped = files(HOME.resolve("lib")).stream()
                .map(jar -> jar.getFileName().toString().replaceAll("(-linux-\\w+)?\\.jar$", ""))
                .filter(name -> !name.matches("(auth-api|auth-engine|distribution)-" + Pattern.quote(VERSION)))
                .distinct()
                .toList();

        // When
        List<String> noticed = NOTICE.matcher(Files.readString(HOME.resolve("THIRD-PARTY.txt")))
                .results()
                .map(notice -> notice.group(2) + "-" + notice.group(1))
                .toList();

        // Then
        assertThat(noticed).containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void pluginsCarryNoWorkOfOthers() throws IOException {
        for (Path folder : files(HOME.resolve("plugins"))) {
            List<Path> own = files(folder).stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("backend-"))
                    .toList();
            assertThat(own).hasSize(1); // what stands beside it is a library, and in the list
            for (Path jar : own) {
                try (JarFile plugin = new JarFile(jar.toFile())) {
                    assertThat(plugin.stream().filter(entry -> !entry.isDirectory()))
                            .as(jar.toString())
                            .allMatch(entry -> entry.getName().startsWith("META-INF/")
                                    || entry.getName().startsWith("tv/usher/backend/"));
                }
            }
        }
    }

    private static List<JsonNode> parts() throws IOException {
        Path list = HOME.resolve("bom.json");
        if (Files.notExists(list)) {
            RealPrograms.missing("bom.json isn't made by an offline build");
        }
        return elements(new JsonMapper().readTree(list.toFile()).get("components"));
    }

    /** The file's name, as the part's package URL tells it. */
    private static String jar(JsonNode part) {
        String url = part.get("purl").asText();
        String classifier = url.contains("classifier=") ? "-" + url.replaceAll(".*classifier=([^&]+).*", "$1") : "";
        return part.get("name").asText() + "-" + part.get("version").asText() + classifier + ".jar";
    }

    private static String digest(JsonNode part) {
        return elements(part.get("hashes")).stream()
                .filter(hash -> hash.get("alg").asText().equals("SHA-256"))
                .map(hash -> hash.get("content").asText())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
