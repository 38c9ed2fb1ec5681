/** Start-up: finds backend types in plugin folders. */
package tv.usher.engine.plugin;
