/** What all commands share: where Usher is installed, which configuration counts, and how texts are read and written. */
package tv.usher.daemon.cli;
