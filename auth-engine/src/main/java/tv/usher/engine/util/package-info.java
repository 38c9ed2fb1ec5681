/** Small things that every package uses and that know nothing of viewers: futures, clocks, files, words for I/O problems. */
@NullMarked
package tv.usher.engine.util;

import org.jspecify.annotations.NullMarked;
