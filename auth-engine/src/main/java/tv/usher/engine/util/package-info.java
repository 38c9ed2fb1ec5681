/** Small things that every package uses and that know nothing of viewers: futures, clocks, files, words for I/O problems. */
package tv.usher.engine.util;
