package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.Default;
import tv.usher.api.Endpoint;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingBackend;

/** A plugin is foreign code: whatever it does at start is one problem, beside all others. */
class PluginMistakesAreProblemsTest {

    record NoKeys() {}

    record Undeclarable(Date since) {}

    record WrongDefault(@Default("many") int count) {}

    record Failing(@Default("x") String text) {
        Failing {
            if (!text.isEmpty()) {
                throw new IllegalStateException("no reason");
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void anUnknownTypeIsToldWithWhatIsKnownAndWhere() {
        assertThat(problemsOf("{type: quantum}"))
                .containsExactly(
                        "usher.yaml:3:24: backends.own.type: no plugin is of the type 'quantum'; known are: http,"
                                + " iptvportal, jwt, signed-link, smarty, stalker, tokens, users (looked in /opt/usher/plugins)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.Runtime", "../../http", "HTTP"})
    void aTypeIsANameAndNoClass(String type) {
        assertThat(problemsOf("{type: " + type + "}"))
                .hasSize(1)
                .allMatch(line -> line.contains("no plugin is of the type"));
    }

    @Test
    void aMissingType() {
        assertThat(problemsOf("{address: 'http://a', timeout: 2}"))
                .containsExactly(
                        "usher.yaml:3:12: backends.own.type: is missing",
                        "usher.yaml:3:48: backends.own.timeout: '2' is not a duration, as in 500ms, 2s, 10m, 12h or 1d");
    }

    @Test
    void aKeyIsUnknownIfNeitherEngineNorPluginHasIt() {
        assertThat(problemsOf("{type: http, address: 'http://a', token-pattern: x, connectTimeout: 1s}"))
                .hasSize(2)
                .anyMatch(line -> line.contains(
                        "token-pattern: unknown key; known are: type, address, grant, ask-again, on-unavailable"))
                .anyMatch(line -> line.endsWith("connectTimeout: unknown key, did you mean 'connect-timeout'?"));
    }

    @Test
    void whatFactoriesThrowIsToldForEachBackend() {
        List<String> problems = new TestingConfigFile(folder)
                .with(
                        creating("null", config -> {
                            throw new NullPointerException();
                        }),
                        creating("linkage", config -> {
                            throw new NoClassDefFoundError("com/example/Missing");
                        }))
                .problemsOf(TestingConfigFile.MINIMAL + """
                        backends:
                          a: {type: http, address: ftp://a}
                          b: {type: 'null'}
                          c: {type: linkage}
                          d: {type: http, address: 'http://d'}
                        """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:28: backends.a.address: must begin with http:// or https://",
                        "usher.yaml:5:3: backends.b: failed with java.lang.NullPointerException",
                        "usher.yaml:6:3: backends.c: failed with java.lang.NoClassDefFoundError: com/example/Missing");
    }

    /** T42: else the first viewer would meet it. */
    @ParameterizedTest
    @ValueSource(ints = {200, 403, 500})
    void aClassThatIsMissedByAnAnswerOnly(int status) {
        Backend missing = new TestingBackend().withInterpret(response -> {
            if (response.status() == status) {
                throw new NoClassDefFoundError("com/example/Missing");
            }
            return new Verdict.Deny("no");
        });

        assertThat(new TestingConfigFile(folder)
                        .with(made(missing))
                        .problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: made}}"))
                .containsExactly(
                        "usher.yaml:3:12: backends.own: failed with java.lang.NoClassDefFoundError: com/example/Missing");
    }

    @Test
    void anAnswerThatAPluginThrowsAtIsNoMistakeOfTheFile() throws ConfigException {
        Backend throwing = new TestingBackend().withInterpret(response -> {
            throw new IllegalStateException("bug");
        });

        assertThat(new TestingConfigFile(folder)
                        .with(made(throwing))
                        .load(TestingConfigFile.MINIMAL + "backends: {own: {type: made}}")
                        .backends())
                .hasSize(1);
    }

    @Test
    void factoriesAreAskedForAFileWithOtherProblemsToo() {
        TestingBackendFactory<NoKeys> refusing = creating("refusing", config -> {
            throw new IllegalArgumentException("makes no sense here");
        });

        assertThat(new TestingConfigFile(folder)
                        .with(refusing)
                        .problemsOf(
                                TestingConfigFile.MINIMAL + "listne: x\nbackends: {own: {type: refusing, timeout: 2}}"))
                .containsExactly(
                        "usher.yaml:3:1: listne: unknown key, did you mean 'listen'?",
                        "usher.yaml:4:12: backends.own: makes no sense here",
                        "usher.yaml:4:43: backends.own.timeout: '2' is not a duration, as in 500ms, 2s, 10m, 12h or 1d");
    }

    @Test
    void aRecordThatNothingCanBeBoundTo() {
        assertThat(problemsOf("{type: p, since: now}", plugin(Undeclarable.class)))
                .containsExactly(
                        "usher.yaml:3:27: backends.own.since: is declared as java.util.Date, which no configuration"
                                + " can have");
        assertThat(problemsOf("{type: p}", plugin(WrongDefault.class)))
                .containsExactly(
                        "usher.yaml:3:12: backends.own.count: has a default that can't be used, which is a bug of"
                                + " this type: many");
        assertThat(problemsOf("{type: p}", plugin(Failing.class)))
                .containsExactly(
                        "usher.yaml:3:12: backends.own: failed with java.lang.IllegalStateException: no reason");
    }

    record Nulling(@Default("x") String realm, int count) {
        Nulling {
            realm = null;
        }
    }

    /** Its keys are shown as the others are. */
    @Test
    void aRecordThatReplacesAValueByNull() throws ConfigException {
        TestingBackendFactory<Nulling> plugin =
                new TestingBackendFactory<>("p", Nulling.class, any -> Endpoint.of(URI.create("http://a")));

        assertThat(new TestingConfigFile(folder)
                        .with(plugin)
                        .load(TestingConfigFile.MINIMAL + "backends: {own: {type: p, count: 1}}")
                        .effective())
                .contains("backends.own.realm: (not set)", "backends.own.count: 1");
    }

    record Never() {
        public static Never parse(String text) {
            return null;
        }
    }

    record NeverTree() {
        public static NeverTree parse(Object tree) {
            return null;
        }
    }

    record OfNever(Optional<Never> text, Optional<NeverTree> tree) {}

    @Test
    void aParserThatMakesNull() {
        assertThat(problemsOf("{type: p, text: x, tree: {a: 1}}", plugin(OfNever.class)))
                .containsExactly(
                        "usher.yaml:3:33: backends.own.text: 'x' can't be used: " + Never.class.getName()
                                + " makes null of it, which is a bug of the plugin",
                        "usher.yaml:3:36: backends.own.tree: can't be used: " + NeverTree.class.getName()
                                + " makes null of it, which is a bug of the plugin");
    }

    record Key(int number) {}

    record OfKeys(Map<Key, String> byKey) {}

    @Test
    void aMappingWhoseKeysCannotBeRead() {
        assertThat(problemsOf("{type: p, by-key: {a: x}}", plugin(OfKeys.class)))
                .containsExactly("usher.yaml:3:36: backends.own.by-key.a: the key 'a' can't be used: "
                        + Key.class.getName() + " has no parse(String), which is a bug of the plugin");
    }

    @Test
    void aStackThatOverflows() {
        TestingBackendFactory<NoKeys> endless = creating("endless", config -> {
            throw new StackOverflowError();
        });

        assertThat(problemsOf("{type: endless}", endless))
                .containsExactly("usher.yaml:3:12: backends.own: failed with java.lang.StackOverflowError");
    }

    private record OursToo(URI address, Duration timeout, Optional<String> canary) {}

    private record Type(String type) {}

    @Test
    void aKeyThatUsherHasForEveryBackend() {
        assertThat(problemsOf("{type: p, address: 'http://a', timeout: 2s}", plugin(OursToo.class)))
                .containsExactly(
                        "usher.yaml:3:12: backends.own: is of a plugin that declares timeout, canary, which Usher has"
                                + " itself for every backend; ask the plugin's maker to name it otherwise");
        assertThat(problemsOf("{type: p}", plugin(Type.class)))
                .singleElement()
                .asString()
                .contains("declares type, which Usher has itself");
    }

    private List<String> problemsOf(String backend, TestingBackendFactory<?>... plugins) {
        return new TestingConfigFile(folder)
                .with(plugins)
                .problemsOf(TestingConfigFile.MINIMAL + "backends: {own: " + backend + "}");
    }

    private static TestingBackendFactory<?> plugin(Class<? extends Record> config) {
        return new TestingBackendFactory<>("p", config, any -> {
            throw new AssertionError("was never bound");
        });
    }

    private static BackendFactory<NoKeys> made(Backend backend) {
        return new BackendFactory<>() {
            @Override
            public String type() {
                return "made";
            }

            @Override
            public Class<NoKeys> configType() {
                return NoKeys.class;
            }

            @Override
            public Backend create(NoKeys config) {
                return backend;
            }
        };
    }

    private static TestingBackendFactory<NoKeys> creating(String type, Function<NoKeys, Endpoint> create) {
        return new TestingBackendFactory<>(type, NoKeys.class, create);
    }
}
