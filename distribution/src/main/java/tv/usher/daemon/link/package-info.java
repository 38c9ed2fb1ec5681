/** {@code usher link} and {@code usher hash-password}: what websites and lists need. */
package tv.usher.daemon.link;
