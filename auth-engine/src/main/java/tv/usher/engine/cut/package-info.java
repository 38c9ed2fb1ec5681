/**
 * Viewers are cut where they are played: a media server that asks about a viewing once is told by its API to end the connection. One file a
 * server, like a dialect; off the path of decisions, bounded, and counted.
 */
@NullMarked
package tv.usher.engine.cut;

import org.jspecify.annotations.NullMarked;
