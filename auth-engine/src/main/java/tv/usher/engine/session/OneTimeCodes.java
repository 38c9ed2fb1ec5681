package tv.usher.engine.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.Secret;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.KeyHash;

/**
 * Codes with which a portal sees a user's sessions and ends one of them, for the viewer whom a limit keeps out. A code is the moment of its
 * end and a hash that only this installation can make, so none is kept before it is used. Ushers that share their sessions know each
 * other's codes, and each of them takes a code once. Bounded; thread-safe.
 */
public final class OneTimeCodes {

    /** More of them aren't taken within the time for which they are good. */
    static final int MOST_USED = 10_000;

    private static final Pattern CODE = Pattern.compile("([0-9a-f]{12})([0-9a-f]{32})");
    private static final String PURPOSE = "one-time code";

    private final KeyHash keys;
    private final Clock clock;
    private final Map<Key, Long> used = new HashMap<>();

    public OneTimeCodes(KeyHash keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param goodFor not longer than a day
     */
    public Secret issue(UserId user, Duration goodFor) {
        long until = clock.wallNow() + goodFor.toMillis();
        return Secret.of("%012x".formatted(until) + hash(user, until).hex());
    }

    /** True if it was issued for that user, is not over, and wasn't used here. */
    public boolean isGood(String code, UserId user) {
        return read(code, user).filter(this::isUnused).isPresent();
    }

    /** False if it isn't good, or is used by somebody else at this very moment. */
    public boolean use(String code, UserId user) {
        return read(code, user).filter(this::use).isPresent();
    }

    private record Code(Key hash, long until) {}

    private Optional<Code> read(String text, UserId user) {
        Matcher parts = CODE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long until = Long.parseLong(parts.group(1), 16);
        Key hash = hash(user, until);
        return until > clock.wallNow() && isEqual(hash.hex(), parts.group(2))
                ? Optional.of(new Code(hash, until))
                : Optional.empty();
    }

    private Key hash(UserId user, long until) {
        return keys.of(PURPOSE, user.backend(), user.user(), Long.toString(until));
    }

    /** Takes the same time wherever the two differ. */
    private static boolean isEqual(String hash, String shown) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
    }

    private synchronized boolean isUnused(Code code) {
        return !used.containsKey(code.hash());
    }

    private synchronized boolean use(Code code) {
        if (used.size() == MOST_USED) {
            long now = clock.wallNow();
            used.values().removeIf(until -> until <= now);
        }
        return used.size() < MOST_USED && used.putIfAbsent(code.hash(), code.until()) == null;
    }
}
