/** From an access request to a decision: rules first, then backends and how their answers combine. */
package tv.usher.engine.decision;
