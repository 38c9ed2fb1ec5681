/** The listener that callers ask: connections, bounds, trust, and the handler that reads as the whole story. */
@NullMarked
package tv.usher.engine.inbound;

import org.jspecify.annotations.NullMarked;
