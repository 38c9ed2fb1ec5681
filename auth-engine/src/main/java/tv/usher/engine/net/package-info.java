/** Canonical forms of what stands on the wire, shared by the whole walk. */
@NullMarked
package tv.usher.engine.net;

import org.jspecify.annotations.NullMarked;
