package tv.usher.engine.session;

/**
 * One user of one middleware: two middlewares may give different people the same name.
 *
 * @param user never empty
 */
public record UserId(String backend, String user) implements PlaceKey {}
