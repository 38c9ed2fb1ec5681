package tv.usher.engine.backend;

import java.util.Locale;

/** The action for a viewer whose backend can't be asked. There is no default: an operator must choose. */
public enum OnUnavailable {
    /** The viewer is let in unverified. */
    ALLOW,
    DENY,
    /** The caller is told "could not decide" and acts by its own rules. */
    ERROR;

    /** The word in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
