/** {@code usher link} and {@code usher hash-password}: what websites and lists need. */
@NullMarked
package tv.usher.daemon.link;

import org.jspecify.annotations.NullMarked;
