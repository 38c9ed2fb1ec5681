package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.testing.RealPrograms;

/** The shipped {@code bin/usher}, in a home whose only jar has a main class that tells how it was started. */
class StartScriptTest {

    private static final Path SCRIPT = Path.of("src/main/dist/bin/usher").toAbsolutePath();
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final String TELLING_MAIN = """
            package tv.usher.daemon;
            public class Main {
                public static void main(String[] arguments) throws Exception {
                    System.out.println("arguments=" + java.util.List.of(arguments));
                    for (String name : new String[] {"usher.home", "user.dir", "logback.configurationFile", "a", "b"}) {
                        System.out.println(name + "=" + System.getProperty(name));
                    }
                    if (arguments.length > 0 && arguments[0].equals("exit")) {
                        System.exit(Integer.parseInt(arguments[1]));
                    }
                    if (arguments.length > 0 && arguments[0].equals("wait")) {
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("drained")));
                        System.out.println("pid=" + ProcessHandle.current().pid());
                        Thread.sleep(120_000);
                    }
                }
            }
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private Path home;

    @BeforeAll
    static void compileMain() throws IOException {
        Path source = Files.createDirectories(shared.resolve("tv/usher/daemon")).resolve("Main.java");
        Files.writeString(source, TELLING_MAIN);
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        assertThat(failures).isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(shared.resolve("main.jar")))) {
            jar.putNextEntry(new ZipEntry("tv/usher/daemon/Main.class"));
            Files.copy(source.resolveSibling("Main.class"), jar);
        }
    }

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("my usher $HOME *");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(SCRIPT, home.resolve("bin/usher"));
        Files.copy(shared.resolve("main.jar"), home.resolve("lib/main.jar"));
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        // Given
        Path shellcheck = RealPrograms.require("shellcheck");

        // When
        Ended checked = Ended.of(new ProcessBuilder(shellcheck.toString(), "--shell=sh", SCRIPT.toString()));

        // Then
        assertThat(checked).isEqualTo(new Ended(0, ""));
    }

    @Test
    void argumentsHomeAndWorkingFolderArrive() throws Exception {
        // When
        Ended ended = Ended.of(usher("check", "-c", "my file.yaml", "", "*", "$HOME", "a\"b'c"));

        // Then
        assertThat(ended.exit()).isZero();
        assertThat(ended.output().lines())
                .contains(
                        "arguments=[check, -c, my file.yaml, , *, $HOME, a\"b'c]",
                        "usher.home=" + home.toRealPath(),
                        "user.dir=" + folder.toRealPath(),
                        "logback.configurationFile=" + home.toRealPath().resolve("conf/logback.xml"));
    }

    @Test
    void theHomeIsFoundThroughLinks() throws Exception {
        // Given
        Path local = Files.createDirectories(folder.resolve("local bin"));
        Files.createSymbolicLink(local.resolve("usher"), local.relativize(home.resolve("bin/usher")));
        Path link = Files.createSymbolicLink(folder.resolve("a link"), local.resolve("usher"));

        // When
        Ended ended = Ended.of(program(link.toString()));

        // Then
        assertThat(ended.output().lines()).contains("usher.home=" + home.toRealPath());
    }

    @Test
    void theHomeIsFoundFromWithin() throws Exception {
        // When
        Ended ended =
                Ended.of(program("sh", "usher").directory(home.resolve("bin").toFile()));

        // Then
        assertThat(ended.output().lines()).contains("usher.home=" + home.toRealPath());
    }

    @Test
    void jvmOptionsComeFromTheEnvironmentAndLaterOnesWin() throws Exception {
        // Given
        ProcessBuilder usher = usher();
        usher.environment().put("JAVA_OPTS", "-Da=1  -Db=*");
        usher.environment().put("USHER_OPTS", "-Da=2 -Xmx64m -XX:+UseSerialGC -Dlogback.configurationFile=own.xml");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended.exit()).isZero();
        assertThat(ended.output().lines()).contains("a=2", "b=*", "logback.configurationFile=own.xml");
    }

    @ParameterizedTest
    @CsvSource({"run, false", "demo, false", "load, false", "hash-password, false", "check, true", "sessions, true"})
    void whatIsSoonOverIsNotCompiledTwice(String subcommand, boolean isSoonOver) throws Exception {
        // Given
        Path java = Files.createDirectories(folder.resolve("telling/bin")).resolve("java");
        executable(java, "[ $# != 1 ] || echo 'openjdk version \"17\"' >&2; echo \"$*\"");
        ProcessBuilder usher = usher(subcommand);
        usher.environment().put("JAVA_HOME", folder.resolve("telling").toString());
        usher.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=2");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended.output()).endsWith(" tv.usher.daemon.Main " + subcommand + "\n");
        assertThat(ended.output().contains(" -XX:TieredStopAtLevel=1 ")).isEqualTo(isSoonOver);
        assertThat(ended.output().lastIndexOf("TieredStopAtLevel="))
                .as("the operator's choice is last")
                .isEqualTo(ended.output().indexOf("TieredStopAtLevel=2"));
    }

    /** Its maker runs beside the daemon: what that takes for itself there is only once. */
    @Test
    void theMakerOfTheClassArchiveHasOnlyOptionsByWhichItFits() throws Exception {
        // Given
        Path java = Files.createDirectories(folder.resolve("telling/bin")).resolve("java");
        Path told = folder.resolve("told");
        executable(
                java,
                "[ $# != 1 ] || echo 'openjdk version \"17\"' >&2; case $* in *' demo --once')" + " echo \"$*\" > '"
                        + told + ".part'; mv '" + told + ".part' '" + told + "' ;; esac");
        ProcessBuilder usher = usher("run");
        usher.environment().put("JAVA_HOME", folder.resolve("telling").toString());
        usher.environment().put("JAVA_OPTS", "-Xms6g -Xmx6g -XX:+AlwaysPreTouch -XX:+UseParallelGC");
        usher.environment()
                .put(
                        "USHER_OPTS",
                        "-Dcom.sun.management.jmxremote.port=9010 -agentlib:jdwp=transport=dt_socket,server=y"
                                + " -Xlog:gc:file=gc.log --add-modules=java.sql");
        usher.environment().put("JAVA_TOOL_OPTIONS", "-Xms5g -XX:+UseCompressedOops");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended).isEqualTo(new Ended(0, ""));
        await("the maker").until(() -> Files.exists(told));
        await("its end").until(() -> Files.notExists(home.resolve("cache/making")));
        assertThat(Files.readString(told))
                .contains(
                        " -XX:ArchiveClassesAtExit=",
                        " -XX:+UseCompressedOops -Xmx6g -XX:+UseParallelGC --add-modules=java.sql ")
                .doesNotContain("-Xms", "AlwaysPreTouch", "jmxremote", "-agentlib", "-Xlog:gc");
    }

    @Test
    void nothingIsSaidByTheScriptOrTheJvm() throws Exception {
        assertThat(Ended.of(usher()).output().lines()).hasSize(6);
    }

    @Test
    void theExitStatusIsTheDaemons() throws Exception {
        assertThat(Ended.of(usher("exit", "2")).exit()).isEqualTo(2);
    }

    @Test
    void signalsReachTheDaemonSinceItIsTheSameProcess() throws Exception {
        // Given
        Process usher = usher("wait").start();
        try (var lines = usher.inputReader(StandardCharsets.UTF_8)) {
            String pid = lines.readLine();
            while (pid != null && !pid.startsWith("pid=")) {
                pid = lines.readLine();
            }

            // When
            usher.toHandle().destroy();

            // Then
            assertThat(pid).isEqualTo("pid=" + usher.pid());
            assertThat(lines.readLine()).isEqualTo("drained");
            assertThat(usher.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(usher.exitValue()).isEqualTo(143);
        } finally {
            usher.destroyForcibly();
        }
    }

    /** A reload may be ordered at any time. The configuration isn't read yet, so it needs nothing. */
    @Test
    void sighupEndsNoScriptThatStartsTheDaemonAndIsHeardAfterIt() throws Exception {
        // Given
        Path tools = Files.createDirectory(folder.resolve("tools"));
        executable(tools.resolve("readlink"), "kill -HUP $PPID; exec " + RealPrograms.require("readlink") + " \"$@\"");
        Path java = Files.createDirectories(folder.resolve("telling/bin")).resolve("java");
        executable(
                java,
                "case $# in 1) echo 'openjdk version \"17\"' >&2 ;; *) echo begun; kill -HUP $$; echo deaf ;; esac");
        ProcessBuilder usher = program(
                RealPrograms.require("env").toString(),
                "--default-signal=HUP",
                home.resolve("bin/usher").toString(),
                "run");
        usher.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        usher.environment().put("JAVA_HOME", folder.resolve("telling").toString());
        usher.environment().put("USHER_CLASS_ARCHIVE", "off");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended).as("128 and 1, the number of SIGHUP").isEqualTo(new Ended(129, "begun\n"));
    }

    @Test
    void theHomeMayBeReadOnly() throws Exception {
        // Given
        for (String writable : List.of("bin/usher", "bin", "lib/main.jar", "lib", "")) {
            Files.setPosixFilePermissions(home.resolve(writable), PosixFilePermissions.fromString("r-xr-xr-x"));
        }

        // When
        Ended ended = Ended.of(usher());

        // Then
        assertThat(ended.exit()).isZero();
    }

    @Test
    void javaComesFromThePathWithoutJavaHome() throws Exception {
        // Given
        ProcessBuilder usher = usher();
        usher.environment().remove("JAVA_HOME");
        usher.environment().put("PATH", JAVA_HOME + "/bin:/usr/bin:/bin");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended.exit()).isZero();
    }

    @Test
    void aMissingJavaIsSaid() throws Exception {
        // Given
        Path tools = Files.createDirectory(folder.resolve("tools"));
        executable(tools.resolve("dirname"), "exec " + RealPrograms.require("dirname") + " \"$@\"");
        ProcessBuilder usher = usher();
        usher.environment().remove("JAVA_HOME");
        usher.environment().put("PATH", tools.toString());

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended)
                .isEqualTo(new Ended(
                        1, "usher: no java on the PATH: install Java 17 or newer, or let JAVA_HOME name it\n"));
    }

    @Test
    void aWrongJavaHomeIsSaid() throws Exception {
        // Given
        ProcessBuilder usher = usher();
        usher.environment().put("JAVA_HOME", "/no such folder");

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended)
                .isEqualTo(new Ended(
                        1,
                        "usher: JAVA_HOME is /no such folder, which has no bin/java:"
                                + " let it name Java 17 or newer, or unset it\n"));
    }

    @Test
    void anOldJavaIsSaid() throws Exception {
        assertOldJava("openjdk version \"11.0.2\" 2019-01-15", "is Java 11.0.2: 17 or newer is needed");
        assertOldJava("java version \"1.8.0_412\"", "is Java 1.8.0_412: 17 or newer is needed");
        assertOldJava("no idea", "is Java of an unknown version: 17 or newer is needed");
    }

    private void assertOldJava(String says, String expected) throws Exception {
        // Given
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        executable(java, "echo 'Picked up JAVA_TOOL_OPTIONS: -Da=b' >&2; echo '" + says + "' >&2");
        ProcessBuilder usher = usher();
        usher.environment().put("JAVA_HOME", folder.resolve("old").toString());

        // When
        Ended ended = Ended.of(usher);

        // Then
        assertThat(ended).isEqualTo(new Ended(1, "usher: " + java + " " + expected + "\n"));
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder usher(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/usher").toString()));
        command.addAll(List.of(arguments));
        return program(command.toArray(String[]::new));
    }

    private ProcessBuilder program(String... command) {
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        program.environment().keySet().removeAll(List.of("JAVA_OPTS", "USHER_OPTS", "JAVA_TOOL_OPTIONS"));
        program.environment().put("JAVA_HOME", JAVA_HOME);
        return program;
    }
}
