/** Words of the pattern in {@code conf/logback.xml}, so that what viewers and middlewares send can't forge a line of the log. */
package tv.usher.daemon.logging;
