package tv.usher.engine.decision;

/** What memory has about a viewing. */
public enum MemoryState {
    /** The rule decides by itself, or there is none. */
    NOT_NEEDED,
    /** The viewer is known, and nobody is asked. */
    KNOWN,
    /** The viewer was denied or kicked a moment ago, and nobody is asked. */
    REFUSED,
    NOTHING,
    /** Neither token nor caller names the viewing, and it follows none that is known: nothing will be remembered of it. */
    UNNAMED,
    /** Nothing of this viewer, but the address plays it with another user agent, which makes it another viewer. */
    OTHER_AGENT
}
