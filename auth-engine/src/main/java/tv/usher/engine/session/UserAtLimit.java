package tv.usher.engine.session;

/**
 * A user who has as many sessions as allowed, and wanted more.
 *
 * @param sessions of this process
 */
public record UserAtLimit(UserId user, int sessions, int limit) {}
