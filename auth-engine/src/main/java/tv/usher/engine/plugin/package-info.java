/**
 * Start-up: finds backend types in plugin folders. Each folder {@code plugins/NAME} with its jars has a class loader of its own, which
 * knows these jars, the JDK and {@code tv.usher.api}; so two plugins may carry different versions of one library.
 */
@NullMarked
package tv.usher.engine.plugin;

import org.jspecify.annotations.NullMarked;
