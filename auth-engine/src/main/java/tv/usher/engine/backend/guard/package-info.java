/** Decorators of an authority or an exchange: breaker, metrics, budgets, bound tokens, bans after failures, limits of grants. */
package tv.usher.engine.backend.guard;
