/** The languages of callers, one file each: read the question, write the answer. */
@NullMarked
package tv.usher.engine.dialect;

import org.jspecify.annotations.NullMarked;
