package tv.usher.engine.management.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The libraries of the page, each in a jar that somebody else made of its npm package. */
enum WebJar {
    PREACT("org.webjars.npm", "webjars", "preact"),
    HTM("org.mvnpm", "_static", "htm");

    private final String group;
    private final String folder;
    private final String artifact;

    WebJar(String group, String folder, String artifact) {
        this.group = group;
        this.folder = folder;
        this.artifact = artifact;
    }

    /** Where a file of the library is: the jar tells its version, which is part of the path. */
    String file(String path) {
        String pom = "/META-INF/maven/" + group + '/' + artifact + "/pom.properties";
        try (InputStream properties = WebJar.class.getResourceAsStream(pom)) {
            Properties jar = new Properties();
            jar.load(properties);
            return "/META-INF/resources/" + folder + '/' + artifact + '/' + jar.getProperty("version") + '/' + path;
        } catch (IOException e) {
            throw new UncheckedIOException("our own jars can be read", e);
        }
    }
}
