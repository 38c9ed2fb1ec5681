/** Commands that ask the daemon at work over its API. */
@NullMarked
package tv.usher.daemon.operate;

import org.jspecify.annotations.NullMarked;
