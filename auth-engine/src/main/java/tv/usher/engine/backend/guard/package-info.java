/** Decorators of an authority or an exchange: breaker, metrics, budgets, bound tokens, bans after failures, limits of grants. */
@NullMarked
package tv.usher.engine.backend.guard;

import org.jspecify.annotations.NullMarked;
