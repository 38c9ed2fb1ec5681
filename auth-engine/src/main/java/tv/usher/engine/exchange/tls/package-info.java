/** TLS towards a backend: whom it trusts, who we say we are, and the files in which that stands. */
@NullMarked
package tv.usher.engine.exchange.tls;

import org.jspecify.annotations.NullMarked;
