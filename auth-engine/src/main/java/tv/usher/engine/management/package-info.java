/** The listener for operators: health, metrics, and the API that lists and ends sessions. */
package tv.usher.engine.management;
