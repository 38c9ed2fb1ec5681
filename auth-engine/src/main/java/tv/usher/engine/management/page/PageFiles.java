package tv.usher.engine.management.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tv.usher.engine.management.api.PageContent;

/**
 * The files of the operator's page, by their paths: the page itself at {@code /}, its parts below {@code /page/}. Only those that are named
 * here are served, whatever is asked for. They have no data of viewers in them, so anybody who reaches the listener may read them.
 * Thread-safe.
 */
public final class PageFiles {

    private static final List<String> OWN = List.of(
            "app.css",
            "icon.svg",
            "app.js",
            "html.js",
            "api.js",
            "texts.js",
            "en.js",
            "ru.js",
            "es.js",
            "parts.js",
            "calls.js",
            "sign-in.js",
            "now.js",
            "viewers.js",
            "session.js",
            "why.js",
            "explain.js",
            "bans.js",
            "unverified.js",
            "configuration.js");

    /** Where each is, found out when it is first asked for: a start has no time for jars of which nothing runs. */
    private final Map<String, Supplier<String>> resources = new LinkedHashMap<>();

    private final Map<String, PageFile> loaded = new ConcurrentHashMap<>();

    public PageFiles() {
        resources.put("/", () -> "index.html");
        OWN.forEach(name -> resources.put("/page/" + name, () -> name));
        resources.put("/page/preact.js", () -> WebJar.PREACT.file("dist/preact.module.js"));
        resources.put("/page/htm.js", () -> WebJar.HTM.file("dist/htm.module.js"));
    }

    /**
     * @param path        without a query
     * @param ifNoneMatch the reader's {@code If-None-Match} header, empty if it sent none
     * @return empty if the page has no such file
     */
    public Optional<PageContent> find(String path, String ifNoneMatch) {
        return Optional.ofNullable(resources.get(path))
                .map(resource -> loaded.computeIfAbsent(path, some -> load(resource.get()))
                        .answer(ifNoneMatch));
    }

    private static PageFile load(String resource) {
        try (InputStream file = PageFiles.class.getResourceAsStream(resource)) {
            return PageFile.of(resource, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("our own jars can be read", e);
        }
    }
}
