/**
 * Everything put together: the Guice module of the engine, generations (all of one configuration), and the store that is used. The only
 * place that sees every part.
 */
@NullMarked
package tv.usher.engine.wiring;

import org.jspecify.annotations.NullMarked;
