package tv.usher.engine.session;

/** What a session more than the user may have leads to. */
public enum OverLimit {
    /** The new one is denied. */
    DENY_NEWEST,
    /** The one that began first is ended. */
    END_OLDEST
}
