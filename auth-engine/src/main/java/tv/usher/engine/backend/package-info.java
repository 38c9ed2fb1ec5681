/** Authorities, which a rule can ask. A middleware is one of them: a plugin's translation plus the exchange. */
package tv.usher.engine.backend;
