/** {@code usher check} and {@code usher backends}: what an installation and its configuration come to, without a daemon. */
@NullMarked
package tv.usher.daemon.check;

import org.jspecify.annotations.NullMarked;
