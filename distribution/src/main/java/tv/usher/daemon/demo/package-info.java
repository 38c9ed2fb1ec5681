/** A newcomer's first minute: stand-ins of all four middlewares, the real daemon in front of them, and questions over real HTTP. */
@NullMarked
package tv.usher.daemon.demo;

import org.jspecify.annotations.NullMarked;
