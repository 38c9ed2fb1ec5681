/** Everything put together: Guice modules, generations (all of one configuration), and which store is used. The only place that sees every part. */
package tv.usher.engine.wiring;
