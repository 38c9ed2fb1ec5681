/** Checks that need no middleware: signed links, tokens and users that the operator lists. */
package tv.usher.engine.check;
