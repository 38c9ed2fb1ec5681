/** What the build makes of the code for the distribution: the man page, and the schema of the configuration. */
@NullMarked
package tv.usher.daemon.generate;

import org.jspecify.annotations.NullMarked;
