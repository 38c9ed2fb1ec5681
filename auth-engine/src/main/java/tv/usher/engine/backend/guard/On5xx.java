package tv.usher.engine.backend.guard;

/** The meaning of a status from 500 to 599. The documented products deny. */
public enum On5xx {
    DENY,
    /** Then {@code Retry-After} of a 503 is respected. */
    UNAVAILABLE
}
