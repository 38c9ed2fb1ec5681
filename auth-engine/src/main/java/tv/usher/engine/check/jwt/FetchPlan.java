package tv.usher.engine.check.jwt;

import java.net.URI;
import java.time.Duration;

/**
 * How an issuer's keys are kept up to date.
 *
 * @param address  of its JWK set
 * @param refresh  how old keys become before they are fetched anew
 * @param pause    the least time from one fetch to the next, whatever viewers show and however the last one ended
 * @param keep     how long keys count that can't be fetched anew
 */
public record FetchPlan(URI address, Duration refresh, Duration pause, Duration keep) {}
