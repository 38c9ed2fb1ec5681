package tv.usher.engine.decision;

/** Why a caller calls. */
public enum CallKind {
    /** An edge asks about one request of many that make a viewing; requests without a token go with one that had one. */
    REQUEST,
    /** A media server asks about a whole viewing, or asks again about one that goes on. */
    VIEWING,
    /** A viewing is over. Not a question. */
    END,
    /** Something that decides nothing, such as a new connection. Not a question. */
    NOTICE
}
