/** Decisions told: the log, and the last ones for operators. It keeps flat records, so no token and no session stays alive in it. */
package tv.usher.engine.journal;
