/** Start-up: reads one YAML file into records, and reports every problem at once. */
package tv.usher.engine.config;
