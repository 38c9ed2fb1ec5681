/** From an access request to a decision: rules first, then backends and how their answers combine. */
@NullMarked
package tv.usher.engine.decision;

import org.jspecify.annotations.NullMarked;
