package tv.usher.engine.decision;

/** What the caller is told. */
public enum Answer {
    ALLOW,
    DENY,
    /** "Could not decide": the caller does what it does then. */
    ERROR
}
