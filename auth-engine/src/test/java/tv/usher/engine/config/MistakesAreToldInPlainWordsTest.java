package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads who made one of the mistakes that everybody makes in YAML: where it is, and what to change. */
class MistakesAreToldInPlainWordsTest {

    private static final String RULE = "access: [{then: allow}]\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "a key indented too little",
                        "backends:\n  own:\n    type: http\n   address: x\n",
                        "usher.yaml:4:4: is indented by 3 blanks, and the lines above by 0 (line 1), 2 (line 2), 4 (line 3); what belongs together begins in the same column"),
                Arguments.of(
                        "a key indented too much",
                        "backends:\n  own:\n    type: http\n      address: x\n",
                        "usher.yaml:4:7: is indented deeper than line 3, which has a value already; begin in the same column"),
                Arguments.of(
                        "a key under one that has a value",
                        "listen: 127.0.0.1:1\n  data-dir: x\n",
                        "usher.yaml:2:3: is indented deeper than line 1, which has a value already; begin in the same column"),
                Arguments.of(
                        "an entry of a list indented otherwise",
                        "access:\n  - ask: [own]\n - then: deny\n",
                        "usher.yaml:3:2: is indented by 1 blank, and the lines above by 0 (line 1), 2 (line 2), 4 (line 2); what belongs together begins in the same column"),
                Arguments.of(
                        "an entry indented deeper",
                        "access:\n- ask: [own]\n  - then: deny\n",
                        "usher.yaml:3:3: is an entry in the column of another one's keys; entries begin in the same column"),
                Arguments.of(
                        "a key of an entry indented otherwise",
                        "access:\n  - ask: [own]\n    name: x\n   then: deny\n",
                        "usher.yaml:4:4: is indented by 3 blanks, and the lines above by 0 (line 1), 2 (line 2), 4 (line 3); what belongs together begins in the same column"),
                Arguments.of(
                        "a first line that is indented",
                        "  listen: a\non-unavailable: deny\n",
                        "usher.yaml:2:1: is indented by no blank, and the lines above by 2 (line 1); what belongs together begins in the same column"),
                Arguments.of(
                        "a tab",
                        "management:\n\tlisten: 127.0.0.1:1065\n",
                        "usher.yaml:2:1: has a tab; YAML is indented by blanks"),
                Arguments.of(
                        "a quote that is never closed",
                        "on-unavailable: deny\nlisten: '127.0.0.1:1064\n",
                        "usher.yaml:2:9: the quote that is opened here is never closed"),
                Arguments.of(
                        "a quote that the next one closes",
                        "listen: \"127.0.0.1:1\ndata-dir: x\ngeo: {database: \"y\"}\n",
                        "usher.yaml:1:9: the quote that is opened here is closed only in line 3"),
                Arguments.of(
                        "a quote within quotes",
                        "access:\n  - name: 'it's'\n",
                        "usher.yaml:2:11: has something behind the closing quote; a quote within a text in quotes is written twice, as in 'it''s'"),
                Arguments.of(
                        "a backslash in double quotes",
                        "backends: {m: {token-pattern: \"\\d+\"}}\n",
                        "usher.yaml:1:31: in \"double quotes\" a '\\' begins an escape; put the text into 'single quotes'"),
                Arguments.of(
                        "an unquoted star",
                        "access:\n  - when: {host: [*.example.com]}\n    then: allow\n",
                        "usher.yaml:2:20: a text that begins with '*' needs quotes, as in \"*.example.com\""),
                Arguments.of(
                        "a star alone",
                        "access:\n  - when: {path: *}\n    then: allow\n",
                        "usher.yaml:2:19: a text that begins with '*' needs quotes, as in \"*.example.com\""),
                Arguments.of(
                        "a star that YAML takes for an alias",
                        "access:\n  - when: {host: *all}\n    then: allow\n",
                        "usher.yaml:2:18: anchors ('&') and aliases ('*') are not supported, write the value out; a text that begins so needs quotes"),
                Arguments.of(
                        "an unquoted @", "listen: @here\n", "usher.yaml:1:9: a text that begins with '@' needs quotes"),
                Arguments.of(
                        "a second colon",
                        "access:\n  - name: Usher: the best\n",
                        "usher.yaml:2:16: has a second ': ' in one line; put the value into quotes, as in name: \"a: b\""),
                Arguments.of(
                        "a second colon in braces",
                        "access:\n  - {name: Usher: the best}\n",
                        "usher.yaml:2:17: has a second ':' in one value; put the value into quotes, or a ',' before the key"),
                Arguments.of(
                        "an IPv6 address in a list",
                        "trusted-callers: [127.0.0.0/8, ::1/128]\n",
                        "usher.yaml:1:32: within [ ] a text that begins with ':' needs quotes"),
                Arguments.of(
                        "a bracket that is never closed",
                        "trusted-callers: [127.0.0.0/8\n",
                        "usher.yaml:1:18: the bracket that is opened here is never closed"),
                Arguments.of(
                        "a bracket that is closed too late",
                        "trusted-callers: [127.0.0.0/8\nlisten: 127.0.0.1:1064\n",
                        "usher.yaml:1:18: the bracket that is opened here isn't closed before line 2, or a ',' is missing"),
                Arguments.of(
                        "a key without a colon",
                        "on-unavailable: deny\nlisten 127.0.0.1:1064\naccess: []\n",
                        "usher.yaml:2:1: must be 'key: value', with a ':' and a blank between them; or line up with the text above"),
                Arguments.of(
                        "a colon without a blank",
                        "on-unavailable: deny\nlisten:127.0.0.1:1064\naccess: []\n",
                        "usher.yaml:2:1: must be 'key: value', with a ':' and a blank between them; or line up with the text above"),
                Arguments.of(
                        "a capital key",
                        "on-unavailable: deny\nListen: 127.0.0.1:1064\n" + RULE,
                        "usher.yaml:2:1: Listen: unknown key, did you mean 'listen'?"),
                Arguments.of(
                        "a capital value",
                        "on-unavailable: Deny\n" + RULE,
                        "usher.yaml:1:17: on-unavailable: 'Deny' is not one of allow, deny, error, did you mean 'deny'?"),
                Arguments.of(
                        "an underscore",
                        "on_unavailable: deny\n" + RULE,
                        "usher.yaml:1:1: on_unavailable: unknown key, did you mean 'on-unavailable'?"),
                Arguments.of(
                        "then and ask",
                        "backends: {own: {type: http, address: 'http://127.0.0.1:6000', on-unavailable: deny}}\naccess: [{then: allow, ask: [own]}]\n",
                        "usher.yaml:2:10: access[0]: has 'then' and 'ask'; keep one of them: 'then' decides at once, 'ask' lets backends decide"),
                Arguments.of(
                        "neither then nor ask",
                        "access: [{name: x}]\n",
                        "usher.yaml:1:10: access[0]: needs either 'then' or 'ask'"),
                Arguments.of(
                        "a number without a unit",
                        "sessions: {idle-timeout: 60}\n" + RULE,
                        "usher.yaml:1:26: sessions.idle-timeout: '60' is not a duration, as in 500ms, 2s, 10m, 12h or 1d"),
                Arguments.of(
                        "a second document",
                        "on-unavailable: deny\n---\n" + RULE,
                        "usher.yaml:2:1: begins a second document, and a configuration is one; remove the line '---'"),
                Arguments.of(
                        "an empty file",
                        "",
                        "usher.yaml:1:1: is empty; the least is: backends: {own: {type: http, address: 'http://127.0.0.1:6000', on-unavailable: deny}}, and in the next line: access: [{ask: [own]}]"),
                Arguments.of(
                        "a file of comments",
                        "# nothing yet\n",
                        "usher.yaml:1:1: is empty; the least is: backends: {own: {type: http, address: 'http://127.0.0.1:6000', on-unavailable: deny}}, and in the next line: access: [{ask: [own]}]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void eachWithItsPlace(String mistake, String file, String told) {
        assertThat(new TestingConfigFile(folder).problemsOf(file)).containsExactly(told);
    }

    /** A file with secrets, or one that was named by mistake. */
    @Test
    void aFileThatMustNotBeQuotedIsNot() {
        Problems problems = Problems.showingOnly(List.of("tokens"));
        YamlText.compose("tokens: [{token: 'hunter2}]\n", problems);
        assertThat(problems.toException(Path.of("partners.yaml")).problems())
                .containsExactly("partners.yaml:2:1: is not valid YAML");
    }
}
