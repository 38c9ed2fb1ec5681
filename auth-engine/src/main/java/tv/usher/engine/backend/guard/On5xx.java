package tv.usher.engine.backend.guard;

/** What a status from 500 to 599 means. The sources say deny. */
public enum On5xx {
    DENY,
    /** Then 429 means the same, and {@code Retry-After} is respected. */
    UNAVAILABLE
}
