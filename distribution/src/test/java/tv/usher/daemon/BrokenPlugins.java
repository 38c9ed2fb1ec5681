package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The backends with one mistake each by which the contract kit is tested, made into one plugin; its key {@code mistake} chooses. */
final class BrokenPlugins {

    private static final Path KIT = Path.of("..", "auth-api", "target", "test-classes");
    private static final String CONTRACT = "tv/usher/api/contract";
    private static final List<String> HOLDERS =
            List.of("BrokenBackendsFailTheContractTest", "panel/BrokenPanelsFailTheContractTest");

    private static final String FACTORY = """
            package com.example;

            import java.lang.reflect.*;
            import java.net.URI;
            import tv.usher.api.*;

            public final class BrokenFactory implements BackendFactory<BrokenFactory.Config> {
                public record Config(URI address, String mistake) {}

                public String type() {
                    return "broken";
                }

                public Class<Config> configType() {
                    return Config.class;
                }

                public Backend create(Config config) {
                    try {
                        Constructor<?> broken = Class.forName(config.mistake()).getDeclaredConstructor();
                        broken.setAccessible(true);
                        Object backend = broken.newInstance();
                        Field endpoint = broken.getDeclaringClass().getSuperclass().getDeclaredField("endpoint");
                        endpoint.setAccessible(true);
                        endpoint.set(backend, Endpoint.of(config.address()));
                        return (Backend) backend;
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalArgumentException("no such mistake: " + e, e);
                    }
                }
            }
            """;

    private BrokenPlugins() {}

    /** The type {@code broken}. The kit's classes need those of JUnit and AssertJ. */
    static void installIn(UnpackedUsher usher) throws IOException {
        PluginJar.install(usher, "broken", "com.example.BrokenFactory", FACTORY, KIT);
        for (Class<?> of : List.of(Test.class, Assertions.class)) {
            Path jar = PluginJar.jarOf(of);
            Files.copy(jar, usher.plugins().resolve("broken").resolve(jar.getFileName()));
        }
    }

    /** The names of all mistakes that the kit knows, such as {@code AllowsAny200}. */
    static Set<String> all() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String holder : HOLDERS) {
            names.addAll(in(holder));
        }
        return names;
    }

    /** The value of the key {@code mistake}. */
    static String classOf(String mistake) throws IOException {
        for (String holder : HOLDERS) {
            if (in(holder).contains(mistake)) {
                return (CONTRACT + '/' + holder).replace('/', '.') + '$' + mistake;
            }
        }
        throw new AssertionError("the kit knows no mistake " + mistake);
    }

    /** {@code allows-any200}, the name of its backend. */
    static String backend(String mistake) {
        return mistake.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static List<String> in(String holder) throws IOException {
        Path file = KIT.resolve(CONTRACT).resolve(holder);
        List<String> names = new ArrayList<>();
        try (Stream<Path> classes = Files.list(file.getParent())) {
            for (Path of : classes.toList()) {
                String name = of.getFileName().toString().replace(".class", "");
                if (name.startsWith(file.getFileName() + "$")) {
                    names.add(name.substring(name.indexOf('$') + 1));
                }
            }
        }
        names.removeAll(List.of("Sound", "Ending", "MakesItsQuery"));
        return names;
    }
}
