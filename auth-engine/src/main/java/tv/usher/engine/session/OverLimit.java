package tv.usher.engine.session;

/** What happens when a user begins one session more than allowed. */
public enum OverLimit {
    /** The new one is denied. */
    DENY_NEWEST,
    /** The one that began first is ended. */
    END_OLDEST
}
