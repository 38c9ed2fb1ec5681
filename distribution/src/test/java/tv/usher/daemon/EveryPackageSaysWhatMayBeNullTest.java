package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The compiler looks for null only in packages that are {@code @NullMarked}. */
class EveryPackageSaysWhatMayBeNullTest {

    @Test
    void everyPackageIsNullMarked() throws IOException {
        // Given
        List<Path> packages =
                SourceFiles.of("main").stream().map(Path::getParent).distinct().toList();

        // Then
        assertThat(packages)
                .hasSizeGreaterThan(30)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("\n@NullMarked\npackage "));
    }
}
