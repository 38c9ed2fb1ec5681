package tv.usher.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
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
     */
    static void install(UnpackedUsher usher, String name, String factory, String source) throws IOException {
        Path classes = Files.createTempDirectory(usher.home(), "classes");
        compile(authApi(usher), classes, factory, source);
        Path folder = Files.createDirectory(usher.plugins().resolve(name));
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
            jar.putNextEntry(new JarEntry(SERVICE_ENTRY));
            jar.write(factory.getBytes(StandardCharsets.UTF_8));
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
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        URI name = URI.create("string:///" + factory.replace('.', '/') + ".java");
        JavaFileObject file = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("--release", "17", "-cp", classPath.toString(), "-d", classes.toString(), "-proc:none");
        if (!compiler.getTask(messages, null, null, options, null, List.of(file))
                .call()) {
            throw new AssertionError(messages.toString());
        }
    }
}
