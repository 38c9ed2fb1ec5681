/** Signed tokens (JWT, RFC 7519): how they are read, whose keys sign them, and what they claim. */
@NullMarked
package tv.usher.engine.check.jwt;

import org.jspecify.annotations.NullMarked;
