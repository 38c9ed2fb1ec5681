package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionsAreMistakesTest {

    @TempDir
    Path folder;

    @Test
    void anOutageLeadsNowhereUntilTheOperatorChose() {
        assertThat(problemsOf("backends: {own: {type: http, address: 'http://a'}}\naccess: [{ask: [own]}]"))
                .containsExactly(
                        "usher.yaml:1:12: backends.own.on-unavailable: is missing, here and at the top level, and has"
                                + " no default; choose what viewers get when this backend can't be asked: allow lets them in"
                                + " unverified, deny keeps them out, error tells the caller that nobody could decide");
    }

    @Test
    void withoutABackendThereIsNothingToChoose() throws Exception {
        assertThat(new TestingConfigFile(folder).load("access: [{then: deny}]").backends())
                .isEmpty();
    }

    @Test
    void aWrongChoiceForAllIsToldOnce() {
        assertThat(
                        problemsOf(
                                "on-unavailable: maybe\nbackends: {own: {type: http, address: 'http://a'}}\naccess: [{ask: [own]}]"))
                .containsExactly("usher.yaml:1:17: on-unavailable: 'maybe' is not one of allow, deny, error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "access:\n", "access: []\n"})
    void noRules(String access) {
        assertThat(problemsOf("on-unavailable: deny\n" + access))
                .hasSize(1)
                .allMatch(line -> line.contains(": access: "));
    }

    @Test
    void rulesOfOneName() {
        assertThat(problemsOf("access:\n- {name: vip, then: deny}\n- {then: deny}\n- {name: vip, then: allow}"))
                .containsExactly("usher.yaml:4:10: access[2].name: is the name of the rule on line 2 too");
    }

    @Test
    void rulesWithoutANameAreNoTwins() throws Exception {
        assertThat(new TestingConfigFile(folder)
                        .load("access: [{then: deny}, {then: allow}]")
                        .access())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "\"a\\nb\"", "\"\\u202Egnp\"", "\"a\\tb\""})
    void ruleNamesThatGarbleALog(String name) {
        assertThat(problemsOf("access: [{name: " + name + ", then: deny}]"))
                .containsExactly("usher.yaml:1:17: access[0].name: has a blank or a control character, or more than 64"
                        + " characters; it stands in logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"when: {}", "when: "})
    void conditionsThatAreNone(String when) {
        assertThat(problemsOf("access:\n- then: allow\n  " + when))
                .containsExactly("usher.yaml:3:3: access[0].when: has no condition; leave it out for a rule that always"
                        + " holds");
    }

    @Test
    void aConditionWithoutValues() {
        assertThat(problemsOf("access:\n- then: allow\n  when: {path: [], host: [a]}"))
                .containsExactly(
                        "usher.yaml:3:10: access[0].when.path: is empty, so this rule could never hold; leave the"
                                + " key out if any value will do");
    }

    @Test
    void conditionsThatNobodyKnows() {
        assertThat(problemsOf("access:\n- then: allow\n  when: {paths: [/a], host: live.example.com}"))
                .containsExactly(
                        "usher.yaml:3:10: access[0].when.paths: unknown key, did you mean 'path'?",
                        "usher.yaml:3:29: access[0].when.host: must be a list; write a single one as [x]");
    }

    @Test
    void askingOneBackendTwice() {
        assertThat(problemsOf("on-unavailable: deny\nbackends: {own: {type: http, address: 'http://a'}}\n"
                        + "access: [{ask: [own, own]}]"))
                .containsExactly("usher.yaml:3:22: access[0].ask[1]: asks 'own' a second time");
    }

    @Test
    void aShadowIsAskedBesideOthersAndOnce() {
        String file = "on-unavailable: deny\nbackends: {own: {type: http, address: 'http://a'}}\n";
        assertThat(problemsOf(file + "access: [{ask: [own], shadow: [own]}]"))
                .containsExactly("usher.yaml:3:32: access[0].shadow[0]: asks 'own' a second time");
        assertThat(problemsOf(file + "access: [{ask: [own], shadow: [onw]}]"))
                .containsExactly(
                        "usher.yaml:3:32: access[0].shadow[0]: no backend has the name 'onw', did you mean 'own'?");
        assertThat(problemsOf(file + "access: [{then: allow, shadow: [own]}]"))
                .containsExactly("usher.yaml:3:10: access[0]: has 'shadow' but no 'ask', so there is nothing to compare"
                        + " with");
        assertThat(problemsOf(file + "access: [{ask: [own], max-shadow: 0}]"))
                .containsExactly("usher.yaml:3:10: access[0]: max-shadow must be at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Own", "-own", "o.wn", "'own backend'", "''", "öwn", "\"own\\n\""})
    void backendNamesThatNoLogOrMetricCanShow(String name) {
        assertThat(problemsOf(
                        TestingConfigFile.MINIMAL + "backends: {" + name + ": {type: http, address: 'http://a'}}"))
                .hasSize(1)
                .allMatch(line ->
                        line.startsWith("usher.yaml:3:12: backends.") && line.contains("a backend's name has only"));
    }

    @Test
    void oneListenerForTwoPurposes() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "listen: 127.0.0.1:1065"))
                .containsExactly("usher.yaml:3:9: listen: must not be the same as 'management.listen'");
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "management: {listen: 127.0.0.1:1064}"))
                .containsExactly("usher.yaml:3:22: management.listen: must not be the same as 'listen'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0:1064   | 127.0.0.1:1064",
                "127.0.0.1:1064 | 0.0.0.0:1064",
                "'[::]:1064'    | 127.0.0.1:1064",
                "'[::]:1064'    | '[::1]:1064'",
                "'[::1]:1064'   | '[0:0::1]:1064'",
                "localhost:1064 | 127.0.0.1:1064"
            })
    void listenersOfWhichOnlyOneCanListen(String callers, String operators) {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "listen: \"" + callers + "\"\nmanagement: {listen: \""
                        + operators + "\"}"))
                .containsExactly(
                        "usher.yaml:4:22: management.listen: must have another port than 'listen', since both are on one"
                                + " address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:1064 | 127.0.0.2:1064",
                "0.0.0.0:1064   | 0.0.0.0:1065",
                "127.0.0.1:1064 | '[::1]:1064'",
                "0.0.0.0:0      | 127.0.0.1:0",
                "no.such.name.invalid:1064 | 127.0.0.1:1064"
            })
    void listenersThatAreApart(String callers, String operators) throws Exception {
        UsherConfig config = new TestingConfigFile(folder)
                .load(TestingConfigFile.MINIMAL + "listen: \"" + callers + "\"\nmanagement: {listen: \"" + operators
                        + "\", token: 0123456789abcdef}");

        assertThat(config.listen().toString()).isEqualTo(callers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cesbo",
                "nginx",
                "forward-auth",
                "envoy",
                "mediamtx",
                "srs",
                "ome",
                "nginx-rtmp",
                "zlmediakit",
                "mistserver",
                "antmedia"
            })
    void anIdleTimeoutThatSwitchesLimitsOff(String dialect) {
        for (String timeout : List.of("0s", "500ms")) {
            assertThat(problemsOf(
                            TestingConfigFile.MINIMAL + "dialects: {" + dialect + ": {idle-timeout: " + timeout + "}}"))
                    .singleElement()
                    .asString()
                    .endsWith("dialects." + dialect + ": idle-timeout must be at least 1s");
        }
    }

    @Test
    void oneKeyInTwoSpellings() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL
                        + "dialects: {srs: {servers: {10.0.0.5: {api: 'http://a'}, 10.0.0.5/32: {api: 'http://b'}}}}"))
                .containsExactly(
                        "usher.yaml:3:57: dialects.srs.servers.10.0.0.5/32: is another spelling of a key that this"
                                + " mapping has already");
    }

    @Test
    void edgeCacheThatNoEdgeCouldBeTold() {
        assertThat(problemsOf(TestingConfigFile.MINIMAL + "sessions: {edge-cache: 500ms}"))
                .hasSize(1)
                .allMatch(line -> line.contains("sessions") && line.endsWith("edge-cache must be 0s or at least 1s"));
    }

    @Test
    void moreThanUsherIsMadeFor() {
        StringBuilder backends = new StringBuilder("backends:\n");
        for (int i = 0; i <= 100; i++) {
            backends.append("  b").append(i).append(": {type: http, address: 'http://a'}\n");
        }

        assertThat(problemsOf(TestingConfigFile.MINIMAL + backends))
                .containsExactly("usher.yaml:3:1: backends: has more than 100 entries");
        assertThat(problemsOf("access:\n" + "- then: deny\n".repeat(10_001)))
                .containsExactly("usher.yaml:1:1: access: has more than 10000 rules");
    }

    @Test
    void asManyRulesAsUsherIsMadeFor() throws Exception {
        assertThat(new TestingConfigFile(folder)
                        .load("access:\n" + "- {then: deny, when: {path: [/a]}}\n".repeat(10_000))
                        .access())
                .hasSize(10_000);
    }

    private List<String> problemsOf(String yaml) {
        return new TestingConfigFile(folder).problemsOf(yaml);
    }
}
