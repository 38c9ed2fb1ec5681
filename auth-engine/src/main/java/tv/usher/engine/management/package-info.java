/** The listener for operators: health, metrics, and the API that lists and ends sessions. */
@NullMarked
package tv.usher.engine.management;

import org.jspecify.annotations.NullMarked;
