/** The place of known viewers. Nothing is remembered yet: each question that a rule doesn't answer reaches its backends. */
package tv.usher.engine.session;
