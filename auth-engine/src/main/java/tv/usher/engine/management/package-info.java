/** The listener for operators: health and metrics. */
package tv.usher.engine.management;
