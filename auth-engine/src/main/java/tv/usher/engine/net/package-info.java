/** Canonical forms of what stands on the wire, shared by the whole walk. */
package tv.usher.engine.net;
