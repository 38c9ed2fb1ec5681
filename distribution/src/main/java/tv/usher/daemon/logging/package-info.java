/**
 * What {@code conf/logback.xml} names: words of its pattern, so that what viewers and middlewares send can't forge a line of the log, and the queue
 * of lines.
 */
@NullMarked
package tv.usher.daemon.logging;

import org.jspecify.annotations.NullMarked;
