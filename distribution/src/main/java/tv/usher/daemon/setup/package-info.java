/** From the files to an engine at work: plugins, configuration, warnings, reloads. */
@NullMarked
package tv.usher.daemon.setup;

import org.jspecify.annotations.NullMarked;
