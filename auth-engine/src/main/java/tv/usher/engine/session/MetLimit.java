package tv.usher.engine.session;

/**
 * A limit that somebody met, and whose places are all taken.
 *
 * @param sessions that hold its places, of this process
 */
public record MetLimit(CountedLimit limit, int sessions) {}
