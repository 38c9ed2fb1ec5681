/** The dry run for operators: the way of one request without a trace, told step by step. */
@NullMarked
package tv.usher.engine.explain;

import org.jspecify.annotations.NullMarked;
