/** Asks backends over HTTP: pools, TLS, timeouts, bounds. Everything that does I/O towards a middleware. */
package tv.usher.engine.exchange;
