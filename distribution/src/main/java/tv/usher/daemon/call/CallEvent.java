package tv.usher.daemon.call;

import java.util.Locale;

/** When a caller speaks. */
public enum CallEvent {
    /** A viewing or a publishing is to begin, or a file of it is asked for. */
    OPEN,
    /** It goes on. */
    UPDATE,
    /** It is over. */
    CLOSE;

    /** As an argument. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
