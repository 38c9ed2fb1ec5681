/** Where addresses are: a database that the operator supplies. */
package tv.usher.engine.geo;
