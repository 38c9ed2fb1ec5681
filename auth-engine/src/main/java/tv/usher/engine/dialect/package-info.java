/** The languages of callers, one file each: read the question, write the answer. */
package tv.usher.engine.dialect;
