/** {@code usher run}: the daemon and the signals that it hears. */
@NullMarked
package tv.usher.daemon.run;

import org.jspecify.annotations.NullMarked;
