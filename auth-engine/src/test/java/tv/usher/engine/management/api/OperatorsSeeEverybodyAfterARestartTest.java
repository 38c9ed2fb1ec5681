package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.TestingStore;

/** While sessions are still being restored, an operator is told nothing that is half true, and no kick misses anybody. */
class OperatorsSeeEverybodyAfterARestartTest {

    private final TestingStore store = new TestingStore();
    private final ExecutorService operators = Executors.newCachedThreadPool();
    private TestingManagement management;

    @BeforeEach
    void restart() throws Exception {
        try (TestingManagement former = TestingManagement.over(store)) {
            former.watches("77", "news", "203.0.113.7");
        }
        store.restoreLater();
        management = TestingManagement.over(store);
    }

    @AfterEach
    void stop() {
        management.close();
        operators.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"/api/sessions, '\"total\":1'", "/api/counts, '\"sessions\":1'"})
    void listsAndCountsWait(String path, String all) throws Exception {
        // Given
        CompletableFuture<RawResponse> asked = asked("GET", path);
        assertThat(management.get("/api/status").status()).isEqualTo(200);
        assertThat(asked).isNotDone();

        // When
        store.restoreAll();

        // Then
        assertThat(asked.get().body()).contains(all);
    }

    @Test
    void kicksFindWhoWasKnownBefore() throws Exception {
        // Given
        CompletableFuture<RawResponse> kick = asked("DELETE", "/api/users/own/77/sessions");
        assertThat(management.get("/api/status").status()).isEqualTo(200);
        assertThat(kick).isNotDone();

        // When
        store.restoreAll();

        // Then
        assertThat(kick.get().body()).contains("\"ended\":1");
        assertThat(management.sessions().live().size()).isZero();
    }

    private CompletableFuture<RawResponse> asked(String method, String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return management.ask(method, path);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                operators);
    }
}
