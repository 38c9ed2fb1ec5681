package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutedTextIsNeverYamlTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "${NAME},vip",
        "a-${NAME}-b,a-vip-b",
        "${NAME}${NAME},vipvip",
        "$${NAME},${NAME}",
        "$NAME,$NAME",
        "'a$${b}${NAME}','a${b}vip'",
        "$$,$$"
    })
    void placeholdersStandAnywhereInAValue(String written, String meant) throws Exception {
        assertThat(nameOf(new TestingConfigFile(folder).with("NAME", "vip"), written))
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x,then:deny",
                "{a:b}",
                "!!java.lang.Runtime",
                "&a",
                "${OTHER}",
                "${file:/etc/passwd}",
                "$1\\0",
                "~"
            })
    void whateverAVariableHasIsTheTextAndNothingElse(String value) throws Exception {
        assertThat(nameOf(new TestingConfigFile(folder).with("NAME", value), "${NAME}"))
                .isEqualTo(value);
    }

    @Test
    void aFilesContentComesWithoutItsLastLineBreak() throws Exception {
        Files.writeString(folder.resolve("unix"), "vip\n");
        Files.writeString(folder.resolve("windows"), "vip\r\n");
        Files.writeString(folder.resolve("bare"), "vip");
        TestingConfigFile file = new TestingConfigFile(folder);

        assertThat(nameOf(file, "${file:" + folder.resolve("unix") + "}")).isEqualTo("vip");
        assertThat(nameOf(file, "${file:windows}")).isEqualTo("vip");
        assertThat(nameOf(file, "${file:bare}")).isEqualTo("vip");
    }

    @Test
    void everyUnusablePlaceholderIsAProblem() throws Exception {
        Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        String yaml = TestingConfigFile.MINIMAL + """
                trusted-callers:
                  - ${UNSET} and ${UNSET_TOO}
                  - ${file:/no/such/file}
                  - ${file:large}
                  - ${file:binary}
                  - ${file:}
                  - "${file:\\0}"
                  - ${never closed
                  - ${}
                  - ${NAME:-default}
                """;

        List<String> problems = new TestingConfigFile(folder).problemsOf(yaml);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:5: trusted-callers[0]: environment variable UNSET is not set",
                        "usher.yaml:4:5: trusted-callers[0]: environment variable UNSET_TOO is not set",
                        "usher.yaml:5:5: trusted-callers[1]: file '/no/such/file' does not exist",
                        "usher.yaml:6:5: trusted-callers[2]: file 'large' is larger than 64 KiB",
                        "usher.yaml:7:5: trusted-callers[3]: file 'binary' is not UTF-8 text",
                        "usher.yaml:8:5: trusted-callers[4]: file '' is a folder",
                        "usher.yaml:9:5: trusted-callers[5]: file '\\u0000' Nul character not allowed: \\u0000",
                        "usher.yaml:10:5: trusted-callers[6]: '${' is never closed; a literal '${' is written '$${'",
                        "usher.yaml:11:5: trusted-callers[7]: a placeholder is ${NAME} or ${file:/path}; a literal '${' is"
                                + " written '$${'",
                        "usher.yaml:12:5: trusted-callers[8]: a placeholder is ${NAME} or ${file:/path}; a literal '${' is"
                                + " written '$${'");
    }

    @Test
    void aSubstitutedValueIsCheckedLikeAnyOther() throws Exception {
        UsherConfig config = new TestingConfigFile(folder)
                .with("PORT", "7000")
                .load(TestingConfigFile.MINIMAL + "listen: 127.0.0.1:${PORT}");

        assertThat(config.listen().port()).isEqualTo(7000);
    }

    private static String nameOf(TestingConfigFile file, String name) throws ConfigException {
        return file.load("on-unavailable: deny\naccess: [{name: '" + name + "', then: allow}]")
                .access()
                .get(0)
                .name();
    }
}
