package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A link from a page to a file beside it, as {@code [text](target)} has it.
 *
 * @param target relative to the page's folder, without a fragment
 */
record MarkdownLink(Path page, String target) {

    private static final Pattern INLINE = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");
    private static final Pattern FENCED = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-z]+:.*");

    /** Of all pages under a folder. */
    static List<MarkdownLink> under(Path root) throws IOException {
        List<MarkdownLink> links = new ArrayList<>();
        for (Path page : MarkdownPages.under(root)) {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            INLINE.matcher(text)
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !WITH_SCHEME.matcher(target).matches())
                    .forEach(target -> links.add(new MarkdownLink(page, target)));
        }
        return links;
    }

    Path file() {
        return page.resolveSibling(target).normalize();
    }
}
