package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.Seeds;

/** T10, T11, T13, T14, T30, T32: what {@link RequestFuzzer} is to find wrong isn't so for its seeds. */
class AnyBytesAreRefusedOrDecidedTest {

    static List<Path> seeds() throws IOException {
        return Seeds.of(RequestFuzzer.class).files();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void andNobodyIsLetInByThem(Path seed) throws IOException {
        RequestFuzzer.fuzzerTestOneInput(Files.readAllBytes(seed));
    }

    /** Else the fuzzer would look at refusals alone. */
    @Test
    void theSeedsReachEveryDialect() throws IOException {
        // Given
        Set<String> read = new TreeSet<>();

        // When
        for (Path seed : seeds()) {
            RequestFuzzer.hear(Files.readAllBytes(seed)).stream()
                    .filter(heard -> heard.decisionRequest() != null)
                    .forEach(heard -> read.add(heard.decisionRequest().dialect()));
        }

        // Then
        assertThat(read)
                .containsExactly(
                        "antmedia",
                        "cesbo",
                        "envoy",
                        "flussonic",
                        "forward-auth",
                        "mediamtx",
                        "mistserver",
                        "nginx",
                        "nginx-rtmp",
                        "ome",
                        "srs",
                        "zlmediakit");
    }
}
