/**
 * Events for operators: what happened, one JSON line each, in a rotated file and for whoever listens. A thread of its own writes them;
 * nobody who decides waits for it.
 */
@NullMarked
package tv.usher.engine.event;

import org.jspecify.annotations.NullMarked;
