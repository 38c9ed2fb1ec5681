package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryProblemIsToldAtOnceTest {

    @TempDir
    Path folder;

    @Test
    void tenMistakesAreTenLinesInTheOrderOfTheFile() {
        List<String> problems = new TestingConfigFile(folder).problemsOf("""
                listen: 127.0.0.1
                trusted-callers: 127.0.0.0/8
                on-unavailabel: deny
                inbound:
                  max-line: 8_192
                  request-timeout: 10
                backends:
                  ministra:
                    type: stalker
                    address: http://mw.example.com
                    timeot: 2s
                    on-unavailable: alow
                  own:
                    type: htpp
                    on-unavailable: deny
                  own:
                    type: http
                access:
                  - name: everyone
                    ask: [ministra, ownn]
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:1:9: listen: '127.0.0.1' must be host:port, as in 127.0.0.1:1064",
                        "usher.yaml:2:18: trusted-callers: must be a list; write a single one as [x]",
                        "usher.yaml:3:1: on-unavailabel: unknown key, did you mean 'on-unavailable'?",
                        "usher.yaml:5:13: inbound.max-line: '8_192' is not a whole number, which is written in plain"
                                + " digits, as in 1000",
                        "usher.yaml:6:20: inbound.request-timeout: '10' is not a duration, as in 500ms, 2s, 10m, 12h or"
                                + " 1d",
                        "usher.yaml:11:5: backends.ministra.timeot: unknown key, did you mean 'timeout'?",
                        "usher.yaml:12:21: backends.ministra.on-unavailable: 'alow' is not one of allow, deny, error, did"
                                + " you mean 'allow'?",
                        "usher.yaml:14:11: backends.own.type: no plugin is of the type 'htpp', did you mean 'http'? (looked"
                                + " in /opt/usher/plugins)",
                        "usher.yaml:16:3: backends.own: duplicate key, first on line 13",
                        "usher.yaml:20:21: access[0].ask[1]: no backend has the name 'ownn', did you mean 'own'?");
    }

    @Test
    void aMistakeInOneEntryHidesNoneInAnother() {
        List<String> problems = new TestingConfigFile(folder).problemsOf("""
                backends:
                  broken: [not, a, mapping]
                  own: {type: http, on-unavailable: deny}
                access:
                  - just a text
                  - {ask: [nobody], colour: red}
                  - {name: both, then: allow, ask: [own]}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:2:11: backends.broken: must be a mapping, with lines of 'key: value', but is a list",
                        "usher.yaml:3:3: backends.own.address: is missing",
                        "usher.yaml:5:5: access[0]: must be a mapping, with lines of 'key: value'",
                        "usher.yaml:6:12: access[1].ask[0]: no backend has the name 'nobody'; known are: broken, own",
                        "usher.yaml:6:21: access[1].colour: unknown key; known are: name, when, then, ask, combining, shadow, max-shadow, denied-location,"
                                + " denied-locations",
                        "usher.yaml:7:5: access[2]: has 'then' and 'ask'; keep one of them: 'then' decides at once, 'ask'"
                                + " lets backends decide");
    }

    @Test
    void whatOnlyItsOwnerCanJudgeIsToldWithTheOthersAtItsOwnKey() throws IOException {
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("partners.yaml"), "tokens: [{token: a}]");

        List<String> problems = new TestingConfigFile(folder).problemsOf("""
                on-unavailable: deny
                geo: {database: none.mmdb}
                cuts: {tls: {ca: none.pem}}
                backends:
                  a: {type: http, address: mw.example.com/check}
                  b: {type: http, address: [http://b.example.com, ftp://b.example.com]}
                  c: {type: http, address: "http://anna:secret@c.example.com", tls: {ca: empty.pem, certificate: none.pem, key: none.key}}
                  d: {type: tokens, file: partners.yaml}
                access:
                  - {name: vip, ask: [a]}
                  - {name: vip, ask: [b]}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:2:17: geo.database: none.mmdb does not exist",
                        "usher.yaml:3:18: cuts.tls.ca: none.pem doesn't exist",
                        "usher.yaml:5:28: backends.a.address: must begin with http:// or https://",
                        "usher.yaml:6:51: backends.b.address[1]: must begin with http:// or https://",
                        "usher.yaml:7:28: backends.c.address: must not have a user or password before the host",
                        "usher.yaml:7:74: backends.c.tls.ca: empty.pem has no certificate (-----BEGIN CERTIFICATE-----)",
                        "usher.yaml:7:98: backends.c.tls.certificate: none.pem doesn't exist",
                        "usher.yaml:7:113: backends.c.tls.key: none.key doesn't exist",
                        "usher.yaml:8:27: backends.d.file: partners.yaml:1:10: tokens[0].name: is missing",
                        "usher.yaml:11:12: access[1].name: is the name of the rule on line 10 too");
    }

    @Test
    void aMistakeHidesNoneBesideIt() {
        List<String> problems = new TestingConfigFile(folder).problemsOf("""
                on-unavailable: deny
                listen: 127.0.0.1:1065
                data-dir: ""
                geo: {database: none.mmdb}
                backends:
                  a: {type: http, address: [http://a.example.com, ftp://a.example.com, 'http://b c', '127.0.0.1:6000'], grant: 3, timeout: 2, tls: {ca: none.pem}, canary: no}
                  b: {type: users, file: none.yaml, grant: 3}
                access:
                  - {name: vip, then: deny}
                  - {name: vip, ask: [aa], when: {address: [here]}}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:2:9: listen: must not be the same as 'management.listen'",
                        "usher.yaml:3:11: data-dir: '' is not a path",
                        "usher.yaml:4:17: geo.database: none.mmdb does not exist",
                        "usher.yaml:6:51: backends.a.address[1]: must begin with http:// or https://",
                        "usher.yaml:6:72: backends.a.address[2]: is not an address: Illegal character in authority"
                                + " (character 8)",
                        "usher.yaml:6:86: backends.a.address[3]: is not an address: must begin with http:// or https://",
                        "usher.yaml:6:112: backends.a.grant: '3' is not a duration, as in 500ms, 2s, 10m, 12h or 1d",
                        "usher.yaml:6:124: backends.a.timeout: '2' is not a duration, as in 500ms, 2s, 10m, 12h or 1d",
                        "usher.yaml:6:137: backends.a.tls.ca: none.pem doesn't exist",
                        "usher.yaml:6:156: backends.a.canary: 'no' is not a duration, as in 500ms, 2s, 10m, 12h or 1d; 'off' is"
                                + " for a backend that lets everybody in on purpose",
                        "usher.yaml:7:26: backends.b.file: none.yaml:1:1: does not exist",
                        "usher.yaml:7:44: backends.b.grant: '3' is not a duration, as in 500ms, 2s, 10m, 12h or 1d",
                        "usher.yaml:10:12: access[1].name: is the name of the rule on line 9 too",
                        "usher.yaml:10:23: access[1].ask[0]: no backend has the name 'aa', did you mean 'a'?",
                        "usher.yaml:10:45: access[1].when.address[0]: 'here' is not an IP address or range, as in"
                                + " 192.168.0.0/16");
    }

    @Test
    void aFileFullOfMistakesFillsNoScreen() {
        List<String> problems =
                new TestingConfigFile(folder).problemsOf(TestingConfigFile.MINIMAL + manyUnknownKeys(5000));

        assertThat(problems).hasSize(101);
        assertThat(problems.get(100)).isEqualTo("usher.yaml: and 4900 more");
    }

    @Test
    void laterFeaturesKeysAreUnknownUntilThen() {
        List<String> problems = new TestingConfigFile(folder).problemsOf(TestingConfigFile.MINIMAL + """
                api: {token: x}
                dialects: {wowza: {secret: x}}
                """);

        assertThat(problems).hasSize(2).allMatch(line -> line.contains("unknown key"));
    }

    private static String manyUnknownKeys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            keys.append("unknown-").append(i).append(": 1\n");
        }
        return keys.toString();
    }
}
