/**
 * Several Ushers share sessions, denials, bans and exact limits through one Redis or Valkey.
 *
 * <p>{@link tv.usher.engine.session.redis.RedisStore} is what the rest of the engine sees. What must happen at once, or not at all, is a
 * script in Redis (the {@code .lua} files beside the classes; {@code common.lua} lists the keys). One thread beats a few times a second: it
 * finds out whether Redis is there, reads its clock, and hears from a bounded log of events what other Ushers did; after an outage it goes
 * on reading where it stopped. So nothing is heard twice in different ways, and nothing is missed.
 */
@NullMarked
package tv.usher.engine.session.redis;

import org.jspecify.annotations.NullMarked;
