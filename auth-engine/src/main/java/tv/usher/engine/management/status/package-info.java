/** How Usher is, at a glance: for the API, the page and {@code usher status}. */
@NullMarked
package tv.usher.engine.management.status;

import org.jspecify.annotations.NullMarked;
