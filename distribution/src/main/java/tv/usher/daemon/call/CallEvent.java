package tv.usher.daemon.call;

/** When a caller speaks. */
public enum CallEvent {
    /** A viewing or a publishing is to begin, or a file of it is asked for. */
    OPEN,
    /** It goes on. */
    UPDATE,
    /** It is over. */
    CLOSE
}
