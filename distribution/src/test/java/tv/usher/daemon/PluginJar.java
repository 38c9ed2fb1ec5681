package tv.usher.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tv.usher.api.BackendFactory;

/** Makes a plugin from source, as a stranger does who has nothing but the jar of {@code auth-api}. */
final class PluginJar {

    private static final String SERVICE_ENTRY = "META-INF/services/tv.usher.api.BackendFactory";

    private PluginJar() {}

    /**
     * Puts it into {@code plugins/NAME/} of an installation.
     *
     * @param factory the fully qualified name of the only top-level class in {@code source}
     * @param more    folders whose classes belong to it too
     */
    static void install(UnpackedUsher usher, String name, String factory, String source, Path... more)
            throws IOException {
        Path classes = Files.createTempDirectory(usher.home(), "classes");
        compile(authApi(usher), classes, factory, source);
        Path folder = Files.createDirectory(usher.plugins().resolve(name));
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            add(classes, jar);
            for (Path others : more) {
                add(others, jar);
            }
            jar.putNextEntry(new JarEntry(SERVICE_ENTRY));
            jar.write(factory.getBytes(UTF_8));
        }
    }

    private static void add(Path classes, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(BackendFactory.API_VERSION_ATTRIBUTE, BackendFactory.API_VERSION);
        return manifest;
    }

    private static Path authApi(UnpackedUsher usher) throws IOException {
        try (Stream<Path> jars = Files.list(usher.home().resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("auth-api-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void compile(Path classPath, Path classes, String factory, String source) {
        URI name = URI.create("string:///" + factory.replace('.', '/') + ".java");
        JavaFileObject file = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        compile(List.of(classPath), classes, List.of(file));
    }

    /**
     * @param sources the folder of all that is compiled
     * @param classes where it comes to
     */
    static void compileAll(Path sources, List<Path> classPath, Path classes) throws IOException {
        try (StandardJavaFileManager files =
                        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, UTF_8);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java =
                    found.filter(it -> it.toString().endsWith(".java")).toList();
            compile(classPath, classes, files.getJavaFileObjectsFromPaths(java));
        }
    }

    private static void compile(List<Path> classPath, Path classes, Iterable<? extends JavaFileObject> sources) {
        StringWriter messages = new StringWriter();
        String libraries = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of("--release", "17", "-cp", libraries, "-d", classes.toString(), "-proc:none");
        if (!ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, sources)
                .call()) {
            throw new AssertionError(messages.toString());
        }
    }

    /** The jar that a class comes from. */
    static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
