package tv.usher.engine.session;

/**
 * What sessions are counted under: a user, for the number that his grant names, or a limit of the configuration and whose places it counts.
 */
public sealed interface PlaceKey permits UserId, LimitKey {}
