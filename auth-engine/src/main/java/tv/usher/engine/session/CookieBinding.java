package tv.usher.engine.session;

/** Where the cookie of a viewing is good. */
public enum CookieBinding {
    /** At the viewer's address alone: a copied cookie serves nobody elsewhere. */
    ADDRESS,
    /** Anywhere, for viewers whose address changes as they move. */
    NONE
}
