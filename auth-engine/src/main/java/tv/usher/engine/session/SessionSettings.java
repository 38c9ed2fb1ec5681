package tv.usher.engine.session;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.util.Heap;

/**
 * How viewers are remembered.
 *
 * @param redis       address of the shared store, with its password if it has one
 * @param idleTimeout a session that nobody asks about for so long is over, unless its dialect has a time of its own; longer than a
 *     player's pause, since a token of five seconds can't be asked about again when it goes on
 * @param keepKnown   how long a viewer goes on after the grant's end when it can't be renewed since a backend is unavailable
 * @param denyFor     how long a denial answers from memory; zero: not at all
 * @param zapGrace    how long a viewer's session must be quiet before a restart of the same channel counts as its end; zero: changing the
 *     channel doesn't end the old session either
 * @param cookieBinds where a cookie by which a viewer is followed is good
 * @param minGrant    the shortest lifetime, whatever an answer says
 * @param maxGrant    the longest lifetime, whatever an answer says
 * @param byAgent     the user agent is part of a viewer's identity
 * @param tokens      names of the query's parameters that identify a viewer
 * @param maxSessions sessions at once; viewers beyond are decided, but not remembered
 * @param maxDenials  denials remembered at once, the oldest go first
 * @param maxBans     bans at once; a further one is refused
 * @param edgeCache   how long an edge may answer by itself; zero: it is told not to
 * @param maxLedger   viewers let in unverified who are listed for operators, the oldest go first
 * @param verifyPerSecond how many of them each backend is asked about once it is back
 * @param oneTimeCodes how long a viewer's code for the operator's portal is good; zero: nobody gets one
 */
public record SessionSettings(
        @Default("file") StoreKind store,
        @Default("redis://127.0.0.1:6379") Secret redis,
        @Default("10m") Duration idleTimeout,
        @Default("10m") Duration keepKnown,
        @Default("10s") Duration denyFor,
        @Default("deny-newest") OverLimit overLimit,
        @Default("10s") Duration zapGrace,
        @Default("address-agent") Follow follow,
        @Default("address") CookieBinding cookieBinds,
        @Default("10s") Duration minGrant,
        @Default("1d") Duration maxGrant,
        @Default("true") boolean byAgent,
        @Default("[token, auth]") List<String> tokens,
        @Default("1000000") int maxSessions,
        @Default("100000") int maxDenials,
        @Default("100000") int maxBans,
        @Default("0s") Duration edgeCache,
        @Default("10000") int maxLedger,
        @Default("10") int verifyPerSecond,
        @Default("0s") Duration oneTimeCodes) {

    public SessionSettings {
        tokens = List.copyOf(tokens);
        requireNotNegative("keep-known", keepKnown);
        requireNotNegative("deny-for", denyFor);
        requireNotNegative("zap-grace", zapGrace);
        requireNotNegative("edge-cache", edgeCache);
        if (!edgeCache.isZero() && edgeCache.toSeconds() < 1) {
            throw new IllegalArgumentException("edge-cache must be 0s or at least 1s");
        }
        requireIdleTimeout(idleTimeout);
        if (minGrant.toSeconds() < 1) {
            throw new IllegalArgumentException("min-grant must be at least 1s");
        }
        if (maxGrant.compareTo(minGrant) < 0 || maxGrant.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("max-grant must be between min-grant and 365d");
        }
        if (oneTimeCodes.isNegative() || oneTimeCodes.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("one-time-codes must be at most 1d");
        }
        if (tokens.isEmpty() || tokens.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("tokens must name at least one parameter");
        }
        if (maxSessions < 1 || maxDenials < 1 || maxBans < 1 || maxLedger < 1) {
            throw new IllegalArgumentException("max-sessions, max-denials, max-bans and max-ledger must be at least 1");
        }
        if (verifyPerSecond < 1 || verifyPerSecond > 1_000_000) {
            throw new IllegalArgumentException("verify-per-second must be from 1 to 1000000");
        }
    }

    /** For every setting that is named {@code idle-timeout}: a shorter one would end sessions between two questions, and with them limits. */
    public static void requireIdleTimeout(Duration idleTimeout) {
        if (idleTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("idle-timeout must be at least 1s");
        }
    }

    /** The same settings with more parameters that identify a viewer; their order doesn't matter. */
    public SessionSettings alsoNamedBy(Collection<String> parameters) {
        Set<String> all = new LinkedHashSet<>(tokens);
        all.addAll(new TreeSet<>(parameters));
        return withTokens(List.copyOf(all));
    }

    public SessionSettings withTokens(List<String> tokens) {
        return with(tokens, maxSessions, maxDenials, maxLedger);
    }

    /** The same settings with tables that the heap holds. */
    public SessionSettings fitting(Heap heap) {
        return with(
                tokens,
                heap.holds(maxSessions, 75, Session.BYTES_OF_A_PLACE),
                heap.holds(maxDenials, 5, Denials.BYTES_OF_A_PLACE),
                heap.holds(maxLedger, 5, UnverifiedLog.BYTES_OF_A_PLACE));
    }

    private SessionSettings with(List<String> tokens, int maxSessions, int maxDenials, int maxLedger) {
        return new SessionSettings(
                store,
                redis,
                idleTimeout,
                keepKnown,
                denyFor,
                overLimit,
                zapGrace,
                follow,
                cookieBinds,
                minGrant,
                maxGrant,
                byAgent,
                tokens,
                maxSessions,
                maxDenials,
                maxBans,
                edgeCache,
                maxLedger,
                verifyPerSecond,
                oneTimeCodes);
    }

    private static void requireNotNegative(String key, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(key + " must not be negative");
        }
    }
}
