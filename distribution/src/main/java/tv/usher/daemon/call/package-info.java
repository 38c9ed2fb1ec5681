/**
 * How each kind of caller asks Usher, and what it takes the answer for: the other side of {@code tv.usher.engine.dialect}, and written after
 * the callers' own sources and manuals, not after that package.
 */
@NullMarked
package tv.usher.daemon.call;

import org.jspecify.annotations.NullMarked;
