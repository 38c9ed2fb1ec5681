/**
 * Asks backends over HTTP, by HttpClient's own asynchronous client: its pool, its TLS, its HTTP/1.1. Everything that does I/O towards a
 * middleware. What is ours: one deadline for all of a call, addresses looked up beside the I/O thread, other addresses where there is no
 * connection, requests that are never sent to anybody else when they may have been read, bounds, and failures in an operator's words.
 *
 * <p>The way of a call: {@link tv.usher.engine.exchange.HttpExchange} makes a {@code BackendCall} for each address that is asked and gives
 * it a place, {@code BackendClient} sends it, {@code ResponseCollector} collects the response.
 *
 * <p>A backend has one {@link tv.usher.engine.exchange.HttpExchange} with a pool and a thread {@code usher-ask-<backend>} of its own, so
 * that a backend that hangs holds up nobody else; {@code usher-resolve-<backend>} lives while a name is looked up. HttpClient needs another
 * thread to start the first, which sleeps from then on: {@code usher-start-<backend>}.
 */
@NullMarked
package tv.usher.engine.exchange;

import org.jspecify.annotations.NullMarked;
