/**
 * The engine. One request walks {@code inbound}, {@code dialect}, {@code decision}, {@code session}, {@code backend},
 * {@code exchange}; imports point along this way only. {@code check} stands beside {@code backend}, for those who ask nobody. {@code plugin} and {@code config} are start-up, and nothing on the walk imports
 * them.
 */
@NullMarked
package tv.usher.engine;

import org.jspecify.annotations.NullMarked;
