/**
 * Asks backends over HTTP: pools, TLS, timeouts, bounds. Everything that does I/O towards a middleware.
 *
 * <p>A backend has one {@link tv.usher.engine.exchange.HttpExchange} with a pool and a thread {@code usher-ask-<backend>} of its own, so
 * that a backend that hangs holds up nobody else; {@code usher-resolve-<backend>} lives while a name is looked up.
 */
package tv.usher.engine.exchange;
