package tv.usher.engine.session;

/** What became of a session that a store has brought back. */
public enum RestoreResult {
    /** It goes on here, or another one of its key does. */
    KNOWN,
    /** Its viewer is kept out. */
    BANNED,
    /** As many as allowed are remembered already. */
    NO_ROOM
}
