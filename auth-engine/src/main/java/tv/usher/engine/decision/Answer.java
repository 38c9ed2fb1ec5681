package tv.usher.engine.decision;

/** What the caller is told. */
public enum Answer {
    ALLOW("allow"),
    DENY("deny"),
    /** "Could not decide": the caller does what it does then. */
    ERROR("error");

    private final String word;

    Answer(String word) {
        this.word = word;
    }

    /** As logs and metrics show it. */
    public String word() {
        return word;
    }
}
