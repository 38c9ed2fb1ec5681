package tv.usher.engine.management.api;

import java.util.List;

/** A reload was refused; the configuration in force stays. */
public final class ReloadRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /**
     * @param problems for operators, a line each, at least one; never with secrets
     */
    public ReloadRefused(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
