/**
 * Asks Microimpulse Smarty about the one-time tokens that it writes into stream addresses.
 *
 * <p>A token may be used up by the first question about it, answered or not. Nothing here repeats a question, and the engine
 * doesn't either. The README has the middleware's settings and the traps.
 */
@NullMarked
package tv.usher.backend.smarty;

import org.jspecify.annotations.NullMarked;
