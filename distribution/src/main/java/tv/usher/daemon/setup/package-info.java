/** From the files to an engine at work: plugins, configuration, warnings, reloads. */
package tv.usher.daemon.setup;
