/** The dry run for operators: the way of one request without a trace, told step by step. */
package tv.usher.engine.explain;
