/** Authorities, which a rule can ask. A middleware is one of them: a plugin's translation plus the exchange. */
@NullMarked
package tv.usher.engine.backend;

import org.jspecify.annotations.NullMarked;
