package tv.usher.daemon.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;

class ReloadsTellWhatNeedsARestartTest {

    private static final String LINK =
            "  %s: {type: signed-link, format: alta, parameter: %s, secrets: [a-long-secret-of-our-own]}\n";

    @TempDir
    private Path folder;

    @Test
    void aSectionThatCountsFromAStartOn() throws Exception {
        assertThat(Changes.needingRestart(config("", ""), config("", "sessions: {deny-for: 1s}\n")))
                .containsExactly("'sessions'");
    }

    @Test
    void aChecksParameterIsNoChangeOfSessionsThatAnOperatorWouldFind() throws Exception {
        // When
        List<String> fixed = Changes.needingRestart(config("", ""), config(LINK.formatted("links", "st"), ""));

        // Then
        assertThat(fixed)
                .singleElement()
                .asString()
                .startsWith("'sessions.tokens'")
                .contains("'parameter' of each check");
    }

    @Test
    void theOrderOfChecksIsNoChange() throws Exception {
        // Given
        String one = LINK.formatted("one", "st");
        String two = LINK.formatted("two", "pt");

        // Then
        assertThat(Changes.needingRestart(config(one + two, ""), config(two + one, "")))
                .isEmpty();
    }

    private UsherConfig config(String checks, String sessions) throws Exception {
        Path file = Files.writeString(
                folder.resolve("usher.yaml"),
                sessions + "backends:\n" + "  spare: {type: tokens, tokens: [{token: a-token-of-ours, name: anna}]}\n"
                        + checks + "access:\n  - {name: all, ask: [spare]}\n");
        return new ConfigLoader(Map.of(), "nowhere", name -> null).load(file);
    }
}
