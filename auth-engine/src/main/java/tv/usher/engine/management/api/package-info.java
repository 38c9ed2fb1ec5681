/** The API for operators, in JSON: resources, routes, and who may use it. */
package tv.usher.engine.management.api;
