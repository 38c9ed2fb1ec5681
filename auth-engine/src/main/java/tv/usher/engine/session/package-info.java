/**
 * Known viewers: a grant is remembered for one viewing, so that everything after its first question is answered from memory.
 *
 * <p>{@link tv.usher.engine.session.Viewings} names a viewing by keyed hashes, {@link tv.usher.engine.session.Sessions} remembers and
 * limits, and a {@link tv.usher.engine.session.SessionStore} keeps what should survive a restart or be shared with other Ushers.
 */
@NullMarked
package tv.usher.engine.session;

import org.jspecify.annotations.NullMarked;
