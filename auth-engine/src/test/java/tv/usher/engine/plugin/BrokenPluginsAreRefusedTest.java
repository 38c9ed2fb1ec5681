package tv.usher.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.exchange.TestingCertificates;

/** Refused at start, in one line each that names the jar or folder and what to do. */
class BrokenPluginsAreRefusedTest {

    private static final String FACTORY = "acme.AcmeFactory";
    private static final String ENTRY = "META-INF/services/tv.usher.api.BackendFactory";

    @TempDir
    Path folder;

    @Test
    void missingPluginsFolder() {
        Path absent = folder.resolve("absent");
        assertThat(problemsOf(absent))
                .containsExactly(absent + ": no such folder: create it, it holds one folder for each plugin");
    }

    @Test
    void folderWithoutJars() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("acme/sub"));

        // Then
        assertThat(problems())
                .containsExactly(
                        folder.resolve("acme") + ": has no jar: put the plugin's jar back, or remove the folder");
    }

    /** As shading leaves it where a library was signed. */
    @Test
    void withTheSignatureOfAnotherJarInIt() throws Exception {
        // Given
        Path library = TestingPluginJar.ofType("lib.LibFactory", "lib").write(folder.resolve("lib.jar"));
        new TestingCertificates(folder).selfSigned("lib", "EC", "dns:lib.example.com");
        char[] password = TestingCertificates.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance(folder.resolve("lib.p12").toFile(), password);
        Path signed = folder.resolve("signed.jar");
        try (ZipFile unsigned = new ZipFile(library.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(
                            (KeyStore.PrivateKeyEntry) keys.getEntry("lib", new KeyStore.PasswordProtection(password)))
                    .signerName("LIB")
                    .build()
                    .sign(unsigned, out);
        }
        TestingPluginJar shaded = TestingPluginJar.ofType(FACTORY, "acme");
        try (ZipFile jar = new ZipFile(signed.toFile())) {
            for (String name : List.of("META-INF/LIB.SF", "META-INF/LIB.EC")) {
                shaded.file(name, jar.getInputStream(jar.getEntry(name)).readAllBytes());
            }
        }
        Path plugins = folder.resolve("plugins");
        Path acme = shaded.write(plugins.resolve("acme/acme.jar"));
        Path none = Files.createDirectories(plugins.resolve("empty"));

        // Then
        assertThat(problemsOf(plugins))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith(acme
                                        + ": has the signature of another jar in it (java.lang.SecurityException: ")
                                .endsWith("): ask the plugin's maker to leave META-INF/*.SF out, or remove "
                                        + acme.getParent()),
                        line -> assertThat(line).startsWith(none + ": has no jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "0.9", "1.1", "1.9999"})
    void madeForAnotherApi(String version) {
        // Given
        Path jar = TestingPluginJar.ofType(FACTORY, "acme").apiVersion(version).write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(jar + ": was made for API " + version + " of Usher, and this Usher has 1.0:"
                        + " use a version of the plugin made for that, or another Usher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "one", "1.0-SNAPSHOT", "99999999999.0", "-1.0"})
    void madeForWhatIsNoVersion(String version) {
        // Given
        Path jar = TestingPluginJar.ofType(FACTORY, "acme").apiVersion(version).write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(jar + ": says Usher-Api-Version: '" + version
                        + "' in its manifest, which is no version such as 1.0: ask the plugin's maker");
    }

    @Test
    void madeForNobodyKnowsWhichApi() {
        // Given
        Path jar = TestingPluginJar.ofType(FACTORY, "acme").apiVersion(null).write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": doesn't say in its manifest which API it was made for (Usher-Api-Version)")
                .endsWith(": use a version of the plugin made for this Usher");
    }

    @Test
    void jarBesideTheFolders() {
        // Given
        TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(folder.resolve("acme.jar") + ": stands beside the plugins' folders: move it to "
                        + folder.resolve("NAME") + ", any name will do");
    }

    @Test
    void noServiceEntry() {
        // Given
        new TestingPluginJar().write(folder.resolve("acme/library.jar"));

        // Then
        assertThat(problems())
                .containsExactly(folder.resolve("acme") + ": no jar here has " + ENTRY
                        + ": put the plugin's own jar here, or remove the folder");
    }

    @Test
    void serviceEntryWithoutAName() {
        // Given
        Path jar = new TestingPluginJar().entry("# nobody").write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems()).containsExactly(jar + ": names no class in " + ENTRY + askTheMaker());
    }

    @Test
    void serviceEntryThatIsNoClassName() {
        // Given
        Path jar = new TestingPluginJar().entry("not a class").write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": ")
                .contains("syntax")
                .endsWith(askTheMaker());
    }

    @Test
    void factoryThatIsMissing() {
        // Given
        Path jar = new TestingPluginJar().entry("acme.Nobody").write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": ")
                .endsWith("acme.Nobody not found" + askTheMaker());
    }

    @Test
    void factoryThatIsNone() {
        // Given
        Path jar = new TestingPluginJar()
                .source("acme.Other", "package acme; public class Other {}")
                .entry("acme.Other")
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": ")
                .endsWith("acme.Other not a subtype" + askTheMaker());
    }

    @Test
    void factoryWithoutAPublicConstructor() {
        // Given
        Path jar = new TestingPluginJar()
                .factory(FACTORY, "\"acme\"", "Config.class", "private AcmeFactory() {}")
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(jar + ": acme.AcmeFactory Unable to get public no-arg constructor" + askTheMaker());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public AcmeFactory() { throw new IllegalStateException(\"no\\nluck\\u001b\"); }",
                "static final int X = fail(); static int fail() { throw new IllegalStateException(\"no\\nluck\"); }",
            })
    void factoryThatThrows(String members) {
        // Given
        Path jar = new TestingPluginJar()
                .factory(FACTORY, "\"acme\"", "Config.class", members)
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(jar + ": its factory threw java.lang.IllegalStateException: no luck" + askTheMaker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw new IllegalStateException(\"no luck\");", "return type();", "throw new Error();"})
    void typeThatThrows(String body) {
        // Given
        Path jar = new TestingPluginJar()
                .factory(FACTORY, "thrown()", "Config.class", "private String thrown() { " + body + " }")
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": its factory threw java.lang.")
                .endsWith(askTheMaker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\"Acme\"", "\"-acme\"", "\"a.b\"", "\"a\\nb\"", "\"é\""})
    void typeThatIsNoName(String type) {
        // Given
        Path jar = new TestingPluginJar()
                .factory(FACTORY, type, "Config.class", "")
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": acme.AcmeFactory has the type '")
                .contains("', which isn't made of lower-case letters, digits and hyphens")
                .endsWith(askTheMaker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"String.class", "Record.class", "null"})
    void configTypeThatIsNoRecord(String configType) {
        // Given
        Path jar = new TestingPluginJar()
                .factory(FACTORY, "\"acme\"", configType, "")
                .write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": acme.AcmeFactory has the configType ")
                .endsWith("which is no record" + askTheMaker());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static final Object FIELD = new lib.Helper();",
                "final Object field = new lib.Helper();",
                "public AcmeFactory(lib.Helper helper) {} public AcmeFactory() {}",
            })
    void classThatIsMissingWhenTheFactoryIsMade(String members) {
        assertMissingHelper(helped().factory(FACTORY, "\"acme\"", "Config.class", members));
    }

    @Test
    void classThatIsMissingInType() {
        assertMissingHelper(helped().factory(FACTORY, "new lib.Helper().toString()", "Config.class", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public record Own(lib.Helper helper) {}",
                "public record Own(java.util.List<lib.Helper> helpers) {}",
                "public record Own(java.util.List<Inner> inner) {} public record Inner(lib.Helper helper) {}",
                "public record Own(int x) implements lib.Shape {}",
            })
    void classThatIsMissingInTheConfiguration(String record) {
        assertMissingHelper(helped().factory(FACTORY, "\"acme\"", "Own.class", record));
    }

    @Test
    void classThatIsMissingAboveTheFactory() {
        assertMissingHelper(helped().source("acme.Below", """
                        package acme;
                        public class Below extends lib.Helper implements tv.usher.api.BackendFactory<Below.Config> {
                            public record Config() {}
                            public String type() { return "acme"; }
                            public Class<Config> configType() { return Config.class; }
                            public tv.usher.api.Backend create(Config config) { return null; }
                        }
                        """).entry("acme.Below"));
    }

    private static TestingPluginJar helped() {
        return new TestingPluginJar()
                .source("lib.Helper", "package lib; public class Helper {}")
                .source("lib.Shape", "package lib; public interface Shape {}")
                .leaveOut("lib.Helper")
                .leaveOut("lib.Shape");
    }

    private void assertMissingHelper(TestingPluginJar plugin) {
        Path jar = plugin.write(folder.resolve("acme/acme.jar"));
        assertThat(problems())
                .singleElement()
                .asString()
                .matches("\\Q" + jar
                        + "\\E: needs the class lib\\.(Helper|Shape), which no jar here has: put its jar into \\Q"
                        + folder.resolve("acme") + "\\E");
    }

    @Test
    void classOfTheEngineOrOfANewerApi() {
        // Given
        Path engine = new TestingPluginJar()
                .source("tv.usher.engine.net.Cidr", "package tv.usher.engine.net; public class Cidr {}")
                .leaveOut("tv.usher.engine.net.Cidr")
                .factory("a.Factory", "new tv.usher.engine.net.Cidr().toString()", "Config.class", "")
                .write(folder.resolve("a/a.jar"));
        Path newer = new TestingPluginJar()
                .source("tv.usher.api.Newer", "package tv.usher.api; public class Newer {}")
                .factory("b.Factory", "new tv.usher.api.Newer().toString()", "Config.class", "")
                .write(folder.resolve("b/b.jar"));

        // Then
        String remedy = ", which this Usher doesn't offer to plugins: use a version of the plugin made for this Usher";
        assertThat(problems())
                .containsExactly(
                        engine + ": needs the class tv.usher.engine.net.Cidr" + remedy,
                        newer + ": needs the class tv.usher.api.Newer" + remedy);
    }

    @Test
    void libraryOfAnotherVersion() {
        // Given
        Path jar = new TestingPluginJar()
                .source(
                        "lib.Helper",
                        "package lib; public class Helper { public static String name() { return \"\"; } }")
                .leaveOut("lib.Helper")
                .factory(FACTORY, "lib.Helper.name()", "Config.class", "")
                .write(folder.resolve("acme/acme.jar"));
        new TestingPluginJar()
                .source("lib.Helper", "package lib; public class Helper {}")
                .write(folder.resolve("acme/library.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(
                        jar + ": doesn't fit this Usher or the other jars of its folder (java.lang.NoSuchMethodError: ")
                .endsWith("): use versions that belong together");
    }

    @Test
    void compiledForANewerJava() {
        // Given
        Path jar = TestingPluginJar.ofType(FACTORY, "acme").classFileVersion(99).write(folder.resolve("acme/acme.jar"));

        // Then
        assertThat(problems())
                .containsExactly(jar + ": was compiled for Java 55, and this is Java "
                        + Runtime.version().feature() + ": run Usher with Java 55, or use a plugin compiled for less");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 400})
    void truncatedJar(int length) throws IOException {
        // Given
        Path jar = TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme/acme.jar"));
        Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), length));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": is no complete jar (")
                .endsWith("): copy it again");
    }

    @Test
    void jarThatIsALinkToNowhere() throws IOException {
        // Given
        Path jar = Files.createDirectory(folder.resolve("acme")).resolve("acme.jar");
        Files.createSymbolicLink(jar, folder.resolve("nowhere.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(jar + ": can't be read (")
                .endsWith("): let Usher's user read it");
    }

    @Test
    void twoPluginsOfOneType() {
        // Given
        Path one = TestingPluginJar.ofType("a.Factory", "acme").write(folder.resolve("a/a.jar"));
        Path two = TestingPluginJar.ofType("b.Factory", "acme").write(folder.resolve("b/b.jar"));

        // Then
        assertThat(problems()).containsExactly(one + ", " + two + ": all are of the type 'acme': keep one of them");
    }

    @Test
    void theOldVersionBesideTheNew() {
        // Given
        TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme/acme-1.0.jar"));
        TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme/acme-1.1.jar"));

        // Then
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(
                        folder.resolve("acme") + ": has more than one version of a jar: acme-1.0.jar, acme-1.1.jar: ");
    }

    @Test
    void theSamePluginTwiceByOtherNames() {
        // Given
        Path one = TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme/acme.jar"));
        Path copy = TestingPluginJar.ofType(FACTORY, "acme").write(folder.resolve("acme/copy.jar"));

        // Then
        assertThat(problems())
                .containsExactly(one + ", " + copy + ": all have the class acme.AcmeFactory: keep one of these jars");
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        // Given
        TestingPluginJar.ofType("fine.Factory", "fine").write(folder.resolve("a-fine/fine.jar"));
        Files.createDirectory(folder.resolve("b-empty"));
        new TestingPluginJar()
                .entry("acme.Nobody")
                .factory("acme.Wrong", "\"Wrong\"", "Config.class", "")
                .factory("acme.Throws", "\"x\"", "Config.class", "{ if (true) throw new RuntimeException(); }")
                .factory("acme.Right", "\"right\"", "Config.class", "")
                .write(folder.resolve("c-several/several.jar"));
        TestingPluginJar.ofType("twin.Factory", "fine").write(folder.resolve("d-twin/twin.jar"));

        // When
        PluginException refused = catchThrowableOfType(PluginException.class, () -> PluginLoader.load(folder));

        // Then
        assertThat(refused.problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("b-empty", "has no jar"),
                        problem -> assertThat(problem).contains("several.jar", "acme.Nobody not found"),
                        problem -> assertThat(problem).contains("several.jar", "acme.Wrong has the type 'Wrong'"),
                        problem -> assertThat(problem).contains("several.jar", "java.lang.RuntimeException"),
                        problem -> assertThat(problem).contains("fine.jar, ", "twin.jar", "'fine'"));
        assertThat(refused).hasMessage(String.join(System.lineSeparator(), refused.problems()));
    }

    private String askTheMaker() {
        return ": ask the plugin's maker, or remove " + folder.resolve("acme");
    }

    private List<String> problems() {
        return problemsOf(folder);
    }

    private static List<String> problemsOf(Path plugins) {
        PluginException refused = catchThrowableOfType(PluginException.class, () -> PluginLoader.load(plugins));
        assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem).hasLineCount(1));
        return refused.problems();
    }
}
