package tv.usher.engine.check.jwt;

/** What the known keys say of a token's signature. */
public enum SignatureCheck {
    VALID,
    /** A key that it could be of has not signed it. */
    FORGED,
    /** It is of a key that isn't known, which may be a new one. */
    KEY_UNKNOWN,
    /** Its algorithm isn't listed, or not the one of its key. */
    ALGORITHM_REFUSED
}
