/** The log of decisions, and the last decisions for operators. Records are flat, so that they keep no token and no session in memory. */
@NullMarked
package tv.usher.engine.journal;

import org.jspecify.annotations.NullMarked;
