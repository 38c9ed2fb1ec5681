/** Conditions on a request, found by an index, and where addresses are: a database of countries that the operator supplies. */
@NullMarked
package tv.usher.engine.rule;

import org.jspecify.annotations.NullMarked;
