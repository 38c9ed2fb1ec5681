package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T35: no tags, aliases, depth or size, and every refusal is one line that a person can act on. */
@Timeout(60)
class HostileYamlIsRefusedTest {

    @TempDir
    Path folder;

    @Test
    void aliasesThatGrowToGigabytes() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        List<String> problems = problemsOf(bomb.toString());

        assertThat(problems.get(0)).startsWith("usher.yaml:1:5: anchors ('&') and aliases ('*') are not supported");
    }

    @Test
    void anAliasOfItself() {
        assertThat(problemsOf("access: &a [*a]"))
                .hasSize(2)
                .allMatch(line -> line.contains("anchors ('&') and aliases ('*') are not supported"));
    }

    @Test
    void anAnchorHidesNoOtherMistake() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "listen: &here 127.0.0.1:1\nlisten-on: x"))
                .hasSize(2);
    }

    @Test
    void mergeKeys() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "inbound: {<<: {threads: 1}}"))
                .containsExactly("usher.yaml:3:11: inbound: merge keys ('<<') are not supported, write the values out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ['http://127.0.0.1:1/']]]]",
                "!!int 5",
                "!foo {a: b}",
                "!<tag:yaml.org,2002:java.lang.Runtime> x"
            })
    void tags(String value) {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "listen: " + value))
                .first()
                .asString()
                .isEqualTo("usher.yaml:3:9: tags ('!') are not supported; a text that begins so needs quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void depth(String opening) {
        assertThat(problemsOf(opening.repeat(200_000)))
                .hasSize(1)
                .allMatch(line -> line.contains("is nested deeper than 20 levels"));
    }

    @Test
    void size() {
        assertThat(problemsOf("#".repeat(YamlText.MAX_SIZE + 1)))
                .containsExactly("usher.yaml:1:1: is larger than 3 MiB");
    }

    @Test
    void aLargeFileOfOneKindOfThing() {
        assertThat(problemsOf("a".repeat(1_000_000) + ": 1")).isNotEmpty();
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "x: [" + "a,".repeat(200_000) + "]"))
                .hasSize(1);
        assertThat(problemsOf("k: 1\n".repeat(100_000))).hasSize(101);
        assertThat(problemsOf("'" + "''".repeat(200_000))).hasSize(1);
    }

    @Test
    void severalDocuments() {
        assertThat(problemsOf("listen: 127.0.0.1:1\n---\nlisten: 127.0.0.1:2\n"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("usher.yaml:2:1: begins a second document"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"just a text", "[a, b]", "- a\n- b"})
    void aRootThatIsNoMapping(String yaml) {
        assertThat(problemsOf(yaml))
                .hasSize(1)
                .allMatch(line -> line.startsWith("usher.yaml:1:1: must be a mapping, with lines of 'key: value'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "\n\n"})
    void nothing(String yaml) {
        assertThat(problemsOf(yaml))
                .hasSize(1)
                .allMatch(line -> line.startsWith("usher.yaml:1:1: is empty; the least is: "));
    }

    @Test
    void tabs() {
        assertThat(problemsOf("management:\n\tlisten: 127.0.0.1:1065\n"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("usher.yaml:2:1: has a tab"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"listen: [", "listen: 'x", "a: b: c", "}", "%YAML 9", "a\nb: c", "listen: @x", "\"\\x\": 1"})
    void brokenSyntax(String yaml) {
        assertThat(problemsOf(yaml)).hasSize(1).allMatch(line -> line.matches("usher.yaml:\\d+:\\d+: .{20,200}"));
    }

    @Test
    void keysThatAreNoText() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "? [a, b]\n: c\n"))
                .containsExactly("usher.yaml:3:3: a key must be a plain text");
    }

    @Test
    void charactersThatNoTextHas() {
        assertThat(problemsOf("listen: a\nb: x\0y"))
                .containsExactly("usher.yaml:2:5: has the character U+0000, which no YAML can have");
        assertThat(problemsOf("listen: \u001b[2J")).hasSize(1);
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("listen: 127.0.0.1:1\nname: caf".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xE9);

        assertThat(new TestingConfigFile(folder).problemsOf(bytes.toByteArray()))
                .containsExactly("usher.yaml:2:10: has a byte that is no UTF-8 text; save the file as UTF-8");
        assertThat(new TestingConfigFile(folder).problemsOf("listen: x".getBytes(StandardCharsets.UTF_16)))
                .hasSize(1);
    }

    @Test
    void controlCharactersInAKeyBreakNoLine() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "\"a\\nusher.yaml:1:1: forged\\e[2J\": 1\n"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("usher.yaml:3:1: unknown key; known are: "));
    }

    @Test
    void aByteOrderMarkIsNoMistake() throws Exception {
        assertThat(new TestingConfigFile(folder)
                        .load("\uFEFF" + TestingConfigFile.MINIMAL)
                        .access())
                .hasSize(1);
    }

    @Test
    void aFileThatIsNotThereOrIsNoFile() throws IOException {
        assertThat(new TestingConfigFile(folder).problems()).containsExactly("usher.yaml:1:1: does not exist");

        Files.createDirectory(folder.resolve("usher.yaml"));
        assertThat(new TestingConfigFile(folder).problems()).containsExactly("usher.yaml:1:1: is a folder");
    }

    private List<String> problemsOf(String yaml) {
        List<String> problems = new TestingConfigFile(folder).problemsOf(yaml);
        assertThat(problems).allMatch(line -> line.startsWith("usher.yaml:"), "says where");
        return problems;
    }
}
