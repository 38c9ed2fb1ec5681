/** Checks that need no middleware: signed links, tokens and users that the operator lists. */
@NullMarked
package tv.usher.engine.check;

import org.jspecify.annotations.NullMarked;
