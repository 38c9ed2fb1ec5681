package tv.usher.engine.session;

/**
 * Where sessions come from; many share one.
 *
 * @param dialect what the caller spoke
 * @param caller  its address
 * @param rule    that held
 * @param backend that allowed, or was unavailable
 */
public record Origin(String dialect, String caller, String rule, String backend) {}
