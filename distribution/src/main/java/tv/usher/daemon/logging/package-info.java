/** Words of the pattern in {@code conf/logback.xml}, so that what viewers and middlewares send can't forge a line of the log. */
@NullMarked
package tv.usher.daemon.logging;

import org.jspecify.annotations.NullMarked;
