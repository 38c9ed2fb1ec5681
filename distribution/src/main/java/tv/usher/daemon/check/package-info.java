/** {@code usher check} and {@code usher backends}: what an installation and its configuration come to, without a daemon. */
package tv.usher.daemon.check;
