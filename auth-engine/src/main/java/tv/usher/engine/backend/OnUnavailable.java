package tv.usher.engine.backend;

import java.util.Locale;

/** What a viewer gets whose backend can't be asked. There is no default: an operator must choose. */
public enum OnUnavailable {
    /** The viewer is let in unverified. */
    ALLOW,
    DENY,
    /** The caller is told "could not decide" and does what it does then. */
    ERROR;

    /** As it stands in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
