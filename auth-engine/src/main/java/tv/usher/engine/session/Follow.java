package tv.usher.engine.session;

/** How a request without a token finds its session. */
public enum Follow {
    /** By the viewer's address and user agent, below the folder that was granted. */
    ADDRESS_AGENT,
    /** By a cookie that the edge carries to the viewer and back. */
    COOKIE,
    /** Not at all. */
    OFF
}
