package tv.usher.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T62: an upgrade that was unpacked over the former version leaves both versions of what has changed. */
class TwoVersionsOfAJarAreRefusedTest {

    @TempDir
    private Path lib;

    @ParameterizedTest
    @CsvSource({
        "guice-6.0.0.jar, guice-7.0.0.jar",
        "guava-33.7.1-jre.jar, guava-33.7.2-jre.jar",
        "auth-engine-1.0.0-SNAPSHOT.jar, auth-engine-1.0.0.jar",
        "netty-epoll-4.1.9.Final-linux-x86_64.jar, netty-epoll-4.2.18.Final-linux-x86_64.jar"
    })
    void bothAreNamed(String older, String newer) throws IOException {
        has(older, newer, "slf4j-api-2.0.20.jar");

        assertThat(catchThrowableOfType(PluginException.class, () -> JarVersions.refuseTwo(lib))
                        .problems())
                .singleElement()
                .asString()
                .startsWith(lib + ": has more than one version of a jar: ")
                .contains(older, newer)
                .doesNotContain("slf4j");
    }

    @Test
    void librariesOfLikeNamesArentTwoVersions() throws IOException {
        has(
                "httpcore5-5.4.4.jar",
                "httpcore5-h2-5.4.4.jar",
                "h2-mvstore-2.4.240.jar",
                "netty-epoll-4.2.18.Final-linux-x86_64.jar",
                "netty-epoll-4.2.18.Final-linux-aarch_64.jar",
                "own.jar",
                "notes-1.txt",
                "notes-2.txt");

        assertThatCode(() -> JarVersions.refuseTwo(lib)).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThatCode(() -> JarVersions.refuseTwo(lib.resolve("none"))).doesNotThrowAnyException();
    }

    private void has(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(lib.resolve(name));
        }
    }
}
