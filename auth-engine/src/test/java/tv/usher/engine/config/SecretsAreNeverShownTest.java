package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private TestingConfigFile file(TestingBackendFactory<?> plugin) {
        return new TestingConfigFile(folder).with("PASSWORD", FROM_ENVIRONMENT).with(plugin);
    }

    private static void assertShown(List<String> lines) {
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(PLAIN) || line.contains(FROM_ENVIRONMENT));
    }
}
