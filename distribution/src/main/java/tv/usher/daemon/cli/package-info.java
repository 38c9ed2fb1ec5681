/** What all commands share: where Usher is installed, which configuration counts, and how texts are read and written. */
@NullMarked
package tv.usher.daemon.cli;

import org.jspecify.annotations.NullMarked;
