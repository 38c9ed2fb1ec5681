package tv.usher.engine.session;

/**
 * One owner's places of a limit of the configuration.
 *
 * @param limit   its name
 * @param backend that names the user; empty for all other owners
 * @param whose   never empty
 */
public record LimitKey(String limit, PlaceOwner of, String backend, String whose) implements PlaceKey {}
