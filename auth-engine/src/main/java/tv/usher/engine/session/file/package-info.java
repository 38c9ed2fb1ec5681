/** Sessions and bans in a file, written asynchronously: a killed process loses at most its last second. */
@NullMarked
package tv.usher.engine.session.file;

import org.jspecify.annotations.NullMarked;
