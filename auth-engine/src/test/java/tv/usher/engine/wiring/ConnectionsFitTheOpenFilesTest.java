package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.inbound.InboundSettings;

/** T27: two backends with 100 connections each, beside 1,000 of callers and 50 of others. */
class ConnectionsFitTheOpenFilesTest {

    @TempDir
    private Path folder;

    private final TestingLog log = TestingLog.of(FileBudget.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void nothingChangesWhereAllFit() throws Exception {
        UsherConfig config = config();
        assertThat(FileBudget.fitting(config, 1_386)).isEqualTo(config.inbound());
        assertThat(FileBudget.fitting(config, Long.MAX_VALUE)).isEqualTo(config.inbound());
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1385, 999, 50", "536, 160, 40", "336, 80, 20", "256, 48, 12", "64, 4, 1"})
    void fewerOfCallersAndOthersWhereNot(long limit, int callers, int others) throws Exception {
        // When
        InboundSettings fitting = FileBudget.fitting(config(), limit);

        // Then
        assertThat(fitting).isEqualTo(config().inbound().withConnections(callers, others));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("may open " + limit + " files", "need 1386", "only " + callers + " connections");
    }

    private UsherConfig config() throws Exception {
        return new TestingConfigFile(folder).load("""
                on-unavailable: deny
                inbound: {max-connections: 1000, max-untrusted: 50}
                backends:
                  one: {type: http, address: "http://127.0.0.1:1"}
                  two: {type: http, address: "http://127.0.0.1:1"}
                access: [{ask: [one, two]}]
                """);
    }
}
