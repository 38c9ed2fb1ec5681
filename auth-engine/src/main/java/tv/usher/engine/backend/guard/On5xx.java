package tv.usher.engine.backend.guard;

/** The meaning of a status from 500 to 599. The documented products deny. */
public enum On5xx {
    DENY,
    /** Then 429 means the same, and {@code Retry-After} is respected. */
    UNAVAILABLE
}
