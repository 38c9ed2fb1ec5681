/** The daemon and its commands. */
@NullMarked
package tv.usher.daemon;

import org.jspecify.annotations.NullMarked;
