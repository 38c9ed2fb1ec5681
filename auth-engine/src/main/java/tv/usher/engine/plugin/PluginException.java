package tv.usher.engine.plugin;

import java.util.List;

/** Plugins that can't be used. */
public final class PluginException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    PluginException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems, one line each: where, what, and what to do. At least one. */
    public List<String> problems() {
        return problems;
    }
}
