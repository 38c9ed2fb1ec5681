/**
 * How long viewers watch, told as events: a session's watched time counts once, also if Usher is killed in between. Notes beside the
 * store when each running session was last seen.
 */
@NullMarked
package tv.usher.engine.session.watch;

import org.jspecify.annotations.NullMarked;
