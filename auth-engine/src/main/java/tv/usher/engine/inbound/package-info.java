/** The listener that callers ask: connections, bounds, trust, and the handler that reads as the whole story. */
package tv.usher.engine.inbound;
