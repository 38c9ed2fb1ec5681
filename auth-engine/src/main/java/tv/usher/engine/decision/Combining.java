package tv.usher.engine.decision;

/** How the answers of a rule's backends make one. */
public enum Combining {
    /** All are asked at once; the first allow wins and the others are given up. */
    ANY_ALLOWS,
    /** Asked in order; abstain and unavailable fall through, a deny is final. */
    FIRST_ANSWER,
    /** Every one must allow. */
    ALL_ALLOW
}
