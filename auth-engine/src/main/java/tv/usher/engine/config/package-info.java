/** Start-up: reads one YAML file into records, and reports every problem at once. */
@NullMarked
package tv.usher.engine.config;

import org.jspecify.annotations.NullMarked;
