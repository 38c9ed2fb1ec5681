/** Whom a rule can ask, and a middleware as one of them: a plugin's translation plus the exchange. */
package tv.usher.engine.backend;
