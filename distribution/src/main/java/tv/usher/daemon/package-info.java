/** The daemon and its commands. */
package tv.usher.daemon;
