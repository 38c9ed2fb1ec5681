package tv.usher.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import tv.usher.api.BackendFactory;

/** Compiles a plugin, against {@code tv.usher.api} alone, and writes its jar. */
final class TestingPluginJar {

    private final Map<String, String> sources = new HashMap<>();
    private final List<String> factories = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<Class<?>> copies = new ArrayList<>();
    private final Map<String, byte[]> others = new HashMap<>();
    private int classFileVersion;
    private String apiVersion = BackendFactory.API_VERSION;

    /** A factory of this type that is fit for use, and its service entry. */
    static TestingPluginJar ofType(String factory, String type) {
        return new TestingPluginJar().factory(factory, "\"" + type + "\"", "Config.class", "");
    }

    /** A factory class made of these expressions and members, and its service entry. */
    TestingPluginJar factory(String name, String type, String configType, String members) {
        int dot = name.lastIndexOf('.');
        source(name, """
                package %s;
                import tv.usher.api.*;
                public final class %s implements BackendFactory<%2$s.Config> {
                    public record Config(String address) {}
                    public String type() { return %s; }
                    @SuppressWarnings({"unchecked", "rawtypes"})
                    public Class<Config> configType() { return (Class) %s; }
                    public Backend create(Config config) { return null; }
                    %s
                }
                """.formatted(name.substring(0, dot), name.substring(dot + 1), type, configType, members));
        return entry(name);
    }

    TestingPluginJar source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** A line of the service entry. */
    TestingPluginJar entry(String line) {
        factories.add(line);
        return this;
    }

    /** Compiled against, but not put into the jar. */
    TestingPluginJar leaveOut(String className) {
        leftOut.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** A class that the JDK has too. */
    TestingPluginJar copyOf(Class<?> type) {
        copies.add(type);
        return this;
    }

    /** A file of any content. */
    TestingPluginJar file(String name, byte[] content) {
        others.put(name, content);
        return this;
    }

    /** As if a newer compiler had made the classes: 44 more than the Java version. */
    TestingPluginJar classFileVersion(int version) {
        this.classFileVersion = version;
        return this;
    }

    Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
                writeTo(out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeTo(JarOutputStream out) throws IOException {
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            out.putNextEntry(new ZipEntry(other.getKey()));
            out.write(other.getValue());
        }
        if (!factories.isEmpty()) {
            out.putNextEntry(new ZipEntry("META-INF/services/" + BackendFactory.class.getName()));
            out.write(String.join("\n", factories).getBytes(StandardCharsets.UTF_8));
        }
        for (Class<?> copy : copies) {
            String name = copy.getName().replace('.', '/') + ".class";
            try (InputStream bytes = copy.getResourceAsStream("/" + name)) {
                out.putNextEntry(new ZipEntry(name));
                bytes.transferTo(out);
            }
        }
        Map<String, byte[]> classes = sources.isEmpty() ? Map.of() : TestingCompiler.compile(sources, api());
        classes.keySet().removeAll(leftOut);
        for (Map.Entry<String, byte[]> compiled : classes.entrySet()) {
            if (classFileVersion > 0) {
                compiled.getValue()[7] = (byte) classFileVersion;
            }
            out.putNextEntry(new ZipEntry(compiled.getKey()));
            out.write(compiled.getValue());
        }
    }

    /** In place of this Usher's; null for none. */
    TestingPluginJar apiVersion(String version) {
        this.apiVersion = version;
        return this;
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        if (apiVersion != null) {
            manifest.getMainAttributes().putValue(BackendFactory.API_VERSION_ATTRIBUTE, apiVersion);
        }
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
        return manifest;
    }

    private static Path api() {
        URL api = BackendFactory.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(api.toString()));
    }
}
