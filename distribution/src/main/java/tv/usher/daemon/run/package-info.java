/** {@code usher run}: the daemon and the signals that it hears. */
package tv.usher.daemon.run;
