/** Backends as authorities: a plugin's translation plus the exchange, and guards around it. */
package tv.usher.engine.backend;
