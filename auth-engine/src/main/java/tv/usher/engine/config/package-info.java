/** Start-up: one YAML file into records, every problem at once. */
package tv.usher.engine.config;
