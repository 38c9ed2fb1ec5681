package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.management.api.TestingReloading;

/** A JVM that ends waits 300 ms for a thread in native code, and a caller for its new Usher as long. */
class NothingIsLeftOfAStoppedEngineTest {

    @TempDir
    private Path folder;

    @Test
    void noThreadAndNoSocket() throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:0"}
                on-unavailable: deny
                access: [{then: allow}]
                """);
        Set<Thread> before = threads();
        Engine engine = Engine.of(config, new TestingReloading());
        engine.start();
        try {
            // Given
            engine.offer(() -> {});
            assertThat(threads()).hasSizeGreaterThan(before.size());
        } finally {
            // When
            assertThat(engine.stop()).isEmpty();
        }

        // Then
        await().until(() -> before.containsAll(threads()));
        assertThat(Files.exists(folder.resolve("data/handover.sock"))).isFalse();
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("usher-"));
        return threads;
    }
}
