/** Certificates and keys in PEM files, for both directions: who we say we are, and how the listeners speak TLS. */
@NullMarked
package tv.usher.engine.tls;

import org.jspecify.annotations.NullMarked;
