package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Endpoint;
import tv.usher.api.Secret;

class SecretsAreNeverShownTest {

    private static final String PLAIN = "hunter2-in-the-file";
    private static final String FROM_ENVIRONMENT = "hunter3-from-outside";

    record Keys(URI address, Secret secret, List<Secret> more, Map<String, Secret> byName, Optional<String> note) {}

    /** Refuses everything, and tells all it knows when asked why. */
    record Talkative(Secret secret, Optional<String> note) {
        Talkative {
            throw new IllegalArgumentException("bad secret " + secret.reveal() + " with " + note.orElse(""));
        }
    }

    private static final TestingBackendFactory<Keys> KEYS =
            new TestingBackendFactory<>("keys", Keys.class, keys -> Endpoint.of(keys.address()));

    @TempDir
    Path folder;

    @Test
    void notInTheEffectiveConfiguration() throws Exception {
        UsherConfig config = file(KEYS).load(TestingConfigFile.MINIMAL + """
                backends:
                  own:
                    type: keys
                    address: http://mw.example.com/check?key=hunter2-in-the-file
                    secret: hunter2-in-the-file
                    more: [hunter2-in-the-file, "${PASSWORD}"]
                    by-name: {a: hunter2-in-the-file}
                    note: the key is ${PASSWORD}
                """);

        assertThat(config.effective())
                .contains(
                        "backends.own.address: http://mw.example.com/check?***",
                        "backends.own.secret: ***",
                        "backends.own.more: [***, ***]",
                        "backends.own.by-name.a: ***",
                        "backends.own.note: ***");
        assertShown(config.effective());
    }

    @Test
    void notUnderAKeyThatUsherSpellsOtherwise() throws Exception {
        UsherConfig config = file(KEYS).load(TestingConfigFile.MINIMAL + """
                dialects:
                  srs:
                    servers:
                      10.0.0.5: {api: "http://${PASSWORD}:1985"}
                      "2001:DB8::0:1": {api: "http://${PASSWORD}:1985"}
                      10.1.0.0/16: {api: "http://a", api-user: "${PASSWORD}"}
                """);

        assertThat(config.effective())
                .contains(
                        "dialects.srs.servers.10.0.0.5.api: ***",
                        "dialects.srs.servers.2001:DB8::0:1.api: ***",
                        "dialects.srs.servers.10.1.0.0/16.api: http://a",
                        "dialects.srs.servers.10.1.0.0/16.api-user: ***");
        assertShown(config.effective());
        assertShown(config.changed());
    }

    @Test
    void notWhereAnotherKeyTakesItOver() throws Exception {
        UsherConfig config = file(KEYS).with("CHOICE", "allow").load("""
                on-unavailable: ${CHOICE}
                backends:
                  own: {type: keys, address: http://a, secret: x}
                  list: {type: tokens, parameter: "${PASSWORD}", tokens: [{token: a, name: anna}]}
                access: [{ask: [own, list]}]
                """);

        assertThat(config.effective())
                .contains(
                        "on-unavailable: ***", "backends.own.on-unavailable: ***", "sessions.tokens: [***, ***, ***]");
        assertShown(config.effective());
    }

    @Test
    void notAsTheOnlyAddressOfAList() throws Exception {
        UsherConfig config = file(KEYS)
                .load(TestingConfigFile.MINIMAL
                        + "backends: {own: {type: keys, address: ['http://${PASSWORD}/'], secret: x, note: n}}");

        assertThat(config.effective()).contains("backends.own.address: ***", "backends.own.note: n");
        assertShown(config.effective());
    }

    @Test
    void notUnderALongKey() throws Exception {
        record Named(URI address, Map<String, String> byName) {}
        String key = "k".repeat(100);

        UsherConfig config = file(new TestingBackendFactory<>(
                        "named", Named.class, keys -> Endpoint.of(keys.address())))
                .load(TestingConfigFile.MINIMAL + "backends: {own: {type: named, address: 'http://a', by-name: {" + key
                        + ": '${PASSWORD}', " + "s".repeat(100) + ": shown}}}");

        assertThat(config.effective()).anyMatch(line -> line.endsWith(": shown"));
        assertShown(config.effective());
    }

    @Test
    void notAsAPartOfAValue() throws Exception {
        record Told(URI address, Tree tree) {}

        UsherConfig config = file(new TestingBackendFactory<>("told", Told.class, keys -> Endpoint.of(keys.address())))
                .load(TestingConfigFile.MINIMAL
                        + "backends: {own: {type: told, address: 'http://a', tree: {a: [x, {b: '${PASSWORD}'}]}}}");

        assertThat(config.effective()).contains("backends.own.tree: ***");
        assertShown(config.effective());
    }

    /** A plugin's own type, which shows all that it has. */
    static final class Tree {

        private final String text;

        private Tree(String text) {
            this.text = text;
        }

        public static Tree parse(Object tree) {
            return new Tree(tree.toString());
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dialects: {srs: {api: 'http://admin:hunter2-in-the-file@10.0.0.5:1985'}}",
                "dialects: {srs: {api: 'http://10.0.0.5:1985/?key=hunter2-in-the-file'}}",
                "dialects: {srs: {api: 'admin:hunter2-in-the-file@10.0.0.5:1985'}}",
                "dialects: {srs: {servers: {10.0.0.5: {api: 'http://a:hunter2-in-the-file@10.0.0.5'}}}}",
                "dialects: {srs: {servers: {'http://a:hunter2-in-the-file@10.0.0.5': {api: 'http://a'}}}}",
                "listen: 'http://admin:hunter2-in-the-file@10.0.0.5'",
                "access: [{then: deny, denied-location: 'http://a:hunter2-in-the-file@10.0.0.5'}]",
                "backends: {own: {type: jwt, keys: 'https://a:hunter2-in-the-file@10.0.0.5/jwks.json'}}",
                "backends: {own: {type: jwt, keys: 'ftp://10.0.0.5/hunter2-in-the-file'}}"
            })
    void notInAnAddressThatCantBeUsed(String keys) {
        String file = keys.startsWith("access") ? keys : TestingConfigFile.MINIMAL + keys;

        assertShown(file(KEYS).problemsOf(file));
    }

    @Test
    void notInAProblemOfTheirOwn() {
        assertShown(file(KEYS).problemsOf(TestingConfigFile.MINIMAL + """
                listen: ${PASSWORD}
                data-dir: "\\0${PASSWORD}"
                trusted-callers: ["${PASSWORD}", 10.0.0.1/8]
                inbound: {threads: "${PASSWORD}", idle-timeout: "1${PASSWORD}"}
                backends:
                  own:
                    type: keys
                    address: "http://user:hunter2-in-the-file@a b/?hunter2-in-the-file"
                    secret: [hunter2-in-the-file]
                    more: hunter2-in-the-file
                    by-name: hunter2-in-the-file
                    on-5xx: ${PASSWORD}
                  other: {type: "${PASSWORD}"}
                """));
    }

    @Test
    void notInWhatAPluginSaysOfThem() {
        TestingBackendFactory<Talkative> inRecord = new TestingBackendFactory<>("talkative", Talkative.class, keys -> {
            throw new AssertionError("was never bound");
        });
        TestingBackendFactory<Keys> inFactory = new TestingBackendFactory<>("keys", Keys.class, keys -> {
            throw new IllegalStateException(keys.toString() + keys.secret().reveal() + keys.note());
        });
        String secrets = "secret: hunter2-in-the-file, note: '${PASSWORD}'}}";

        List<String> ofRecord =
                file(inRecord).problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: talkative, " + secrets);
        List<String> ofFactory = file(inFactory)
                .problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: keys, address: 'http://a', " + secrets);

        assertThat(ofRecord).containsExactly("usher.yaml:3:12: backends.own: bad secret *** with ***");
        assertThat(ofFactory).hasSize(1);
        assertShown(ofFactory);
    }

    @Test
    void notWhenTheConfigurationIsPrinted() throws Exception {
        UsherConfig config = file(KEYS)
                .load(
                        TestingConfigFile.MINIMAL
                                + "backends: {own: {type: keys, address: 'http://a/?hunter2-in-the-file', secret: '${PASSWORD}'}}");

        assertShown(List.of(config.toString()));
    }

    /** A file that was named by mistake may be anybody's, such as the system's own list of passwords. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "root:$6$hunter2:19000:0:99999:7:::\nbin:*:hunter2:0:99999:7:::\n",
                "-----BEGIN PRIVATE KEY-----\nMIIEhunter2: hunter2\nhunter2\n-----END PRIVATE KEY-----\n",
                "PASSWORD=hunter2\nhunter2: hunter2\n",
                "hunter2: hunter2\nhunter2: hunter2\n",
                "hunter2: &hunter2 hunter2\nx: *hunter2\ny: *hunter2b\n",
                "{\"hunter2\": \"hunter2\", \"users\": [\"hunter2\"]}",
                "[hunter2]",
                "hunter2",
                "%hunter2 hunter2\n---\nhunter2: !hunter2!hunter2 hunter2",
                "\"\\hunter2\": x",
                "users: hunter2",
                "tokens: {hunter2: hunter2}",
                "tokens:\n- {token: hunter2, name: 'hunter2\u0007', expires: hunter2, hunter2: hunter2}\n- hunter2\n",
                "tokens:\n- {token: 'sha256:hunter2', name: a, addresses: [hunter2], max-sessions: hunter2}\n",
                "users:\n- {login: 'hunter2:', password: hunter2, enabled: hunter2}\n- {login: a, password: hunter2}\n"
            })
    void notOfAFileOfEntries(String content) throws IOException {
        Files.writeString(folder.resolve("list"), content);

        for (String type : List.of("tokens", "users")) {
            List<String> problems = file(KEYS)
                    .problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: " + type + ", file: list}}");

            assertThat(problems)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("usher.yaml:3:"))
                    .noneMatch(line -> line.contains("hunter2") || line.contains("$6$"));
        }
    }

    @Test
    void andTheirPlaceAndWhatIsKnownAreStillTold() throws IOException {
        Files.writeString(
                folder.resolve("list"), "tokens:\n- {token: x, name: y, expire: 2027-12-31, addresses: [z]}\n");

        assertThat(file(KEYS).problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: tokens, file: list}}"))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("list:2:23: tokens[0]: unknown key, did you mean 'expires'?"),
                        line -> assertThat(line)
                                .endsWith("list:2:55: tokens[0].addresses[0]: is not an IP address or range, as in"
                                        + " 192.168.0.0/16"));
    }

    @Test
    void notWhereAFilesContentStandsForItsName() throws IOException {
        for (String content : List.of("hunter2", "hunter2\nhunter2\n")) {
            Files.writeString(folder.resolve("key"), content);

            List<String> problems = file(KEYS).problemsOf(TestingConfigFile.MINIMAL + """
                    geo: {database: "${file:key}"}
                    backends:
                      list: {type: tokens, file: "${file:key}"}
                      own: {type: keys, address: "https://a", secret: x, tls: {ca: "${file:key}"}}
                    """);

            assertThat(problems)
                    .hasSize(3)
                    .allMatch(line -> line.contains("takes its value from a placeholder"))
                    .noneMatch(line -> line.contains("hunter2"));
        }
    }

    @Test
    void notOfAnotherFileThanTheConfiguration() {
        assertThat(file(KEYS).problemsOf("root:$6$hunter2:19000:0:99999:7:::\nbin:*:hunter2:0:99999:7:::\n"))
                .hasSize(3)
                .contains("usher.yaml:1:1: access: is missing; without a rule nobody would be let in")
                .noneMatch(line -> line.contains("hunter2") || line.contains("$6$"));
    }

    /** A token of one letter doesn't make a riddle of the message. */
    @Test
    void andAShortOneIsNoPartOfOtherWords() {
        assertThat(file(KEYS)
                        .problemsOf(TestingConfigFile.MINIMAL
                                + "backends: {own: {type: tokens, tokens: [{token: a, name: ' '}]}}"))
                .singleElement()
                .asString()
                .contains("name must have 1 to 256 characters of ASCII");
    }

    private TestingConfigFile file(TestingBackendFactory<?> plugin) {
        return new TestingConfigFile(folder).with("PASSWORD", FROM_ENVIRONMENT).with(plugin);
    }

    private static void assertShown(List<String> lines) {
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(PLAIN) || line.contains(FROM_ENVIRONMENT));
    }
}
