package tv.usher.engine.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.Secret;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.KeyHash;

/**
 * Codes with which a portal sees a user's sessions and ends one of them, for the viewer whom a limit keeps out. A code is the moment of its
 * end and a hash that only this installation can make, so none is kept. Using a code makes it and all earlier codes of that user invalid,
 * at every Usher that shares the store. Codes from before this process started are invalid too. Bounded; thread-safe.
 */
public final class OneTimeCodes {

    private static final int DIGITS_OF_END = 12;
    private static final Pattern CODE = Pattern.compile("[0-9a-f]{12}([0-9a-f]{32})");
    private static final String PURPOSE = "one-time code";

    /** By which clocks of Ushers may differ. */
    private static final long CLOCKS_DIFFER = 2_000;

    private final KeyHash keys;
    private final Duration goodFor;
    private final Clock clock;
    private final UsedCodes used;
    private final long begun;
    private final Cache<UserId, Boolean> looked;
    private final Cache<UserId, Boolean> ended;

    /**
     * @param goodFor not longer than a day; zero: none is issued, and none is good
     * @param sessions that a code ends
     */
    public OneTimeCodes(KeyHash keys, Duration goodFor, Clock clock, Sessions sessions) {
        this.keys = keys;
        this.goodFor = goodFor;
        this.clock = clock;
        this.used = sessions.usedCodes();
        this.begun = clock.now();
        this.looked = onceASecond(clock);
        this.ended = onceASecond(clock);
    }

    private static Cache<UserId, Boolean> onceASecond(Clock clock) {
        return Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(1))
                .maximumSize(UsedCodes.MOST_USERS)
                .executor(Runnable::run)
                .ticker(clock::now)
                .build();
    }

    public boolean areIssued() {
        return !goodFor.isZero();
    }

    /** Call it only if they are issued. */
    public Secret issue(UserId user) {
        long until = clock.wallNow() + goodFor.toMillis();
        return Secret.of("%012x".formatted(until) + hash(user, until));
    }

    /** True if it was issued for that user, is not over, and neither it nor a later one is known to be used. */
    public boolean isGood(String code, UserId user) {
        return until(code, user)
                .filter(until -> used.isUnused(user, until, latestEnd()))
                .isPresent();
    }

    /** True at most once a second for each user: a portal that asks all the time would keep operators waiting. */
    public boolean mayLook(UserId user) {
        return looked.asMap().putIfAbsent(user, true) == null;
    }

    /** As {@link #mayLook}, for ends. */
    public boolean mayEnd(UserId user) {
        return ended.asMap().putIfAbsent(user, true) == null;
    }

    /**
     * False if it isn't good, is used by somebody else at this very moment, here or at another Usher, or too many users' codes were used
     * already.
     */
    public CompletableFuture<Boolean> use(String code, UserId user) {
        return until(code, user)
                .map(until -> used.take(user, until, latestEnd()))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private static long endOf(String code) {
        return Long.parseLong(code.substring(0, DIGITS_OF_END), 16);
    }

    private Optional<Long> until(String code, UserId user) {
        Matcher parts = CODE.matcher(code);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long until = endOf(code);
        return isInForce(until) && isEqual(hash(user, until), parts.group(1)) ? Optional.of(until) : Optional.empty();
    }

    /** Also if the operator has made the time shorter since, or the clock was set back. */
    private boolean isInForce(long until) {
        long issued = until - goodFor.toMillis();
        long now = clock.wallNow();
        return now < until && until <= latestEnd() && clock.toWall(begun) <= issued + CLOCKS_DIFFER;
    }

    /** No code that ends later is in force: the clock was set back since it was issued. */
    private long latestEnd() {
        return clock.wallNow() + goodFor.toMillis() + CLOCKS_DIFFER;
    }

    private String hash(UserId user, long until) {
        return keys.of(PURPOSE, user.backend(), user.user(), Long.toString(until))
                .hex();
    }

    /** Takes the same time wherever the two differ. */
    private static boolean isEqual(String hash, String shown) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
    }
}
