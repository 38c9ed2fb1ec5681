/** The API for operators, in JSON: resources, routes, and who may use it. */
@NullMarked
package tv.usher.engine.management.api;

import org.jspecify.annotations.NullMarked;
