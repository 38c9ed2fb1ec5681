package tv.usher.engine.check;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.Secret;
import tv.usher.engine.util.Hash;

/**
 * A token {@code hash-salt-END-START}, whether it holds or not. The hash is the SHA-1 of subject, address, start, end, secret and salt, one
 * after another without separators; so each part must have exactly one form; else another link could have the same hash.
 *
 * @param hash  40 lower-case hexadecimal digits
 * @param salt  1 to 64 letters and digits
 * @param end   seconds since 1970, 10 digits
 * @param start the same
 */
public record SignedLink(String hash, String salt, String end, String start) {

    private static final Pattern SHAPE = Pattern.compile("([0-9A-Fa-f]{40})-([^-]+)-([0-9]+)-([0-9]+)");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SALT = Pattern.compile("[0-9A-Za-z]{1,64}");
    private static final Pattern STAMP = Pattern.compile("[1-9][0-9]{9}");

    /** Empty if the token doesn't have the shape of a link. A token of that shape may still have malformed parts. */
    public static Optional<SignedLink> read(String token) {
        Matcher parts = SHAPE.matcher(token);
        return parts.matches()
                ? Optional.of(new SignedLink(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /**
     * Makes a link.
     *
     * @param subject as {@link LinkFormat#subject} says
     * @param address the viewer's, or the text that stands for any address
     */
    public static SignedLink sign(
            String subject, String address, long startSeconds, long endSeconds, Secret secret, String salt) {
        SignedLink unsigned = new SignedLink("", salt, Long.toString(endSeconds), Long.toString(startSeconds));
        return new SignedLink(
                HexFormat.of().formatHex(unsigned.digest(subject, address, secret)),
                salt,
                unsigned.end,
                unsigned.start);
    }

    /** What is wrong with the first malformed part; empty if all parts are well-formed. */
    public Optional<String> malformed() {
        if (!HASH.matcher(hash).matches()) {
            return Optional.of("the hash is not lower-case hexadecimal");
        }
        if (!SALT.matcher(salt).matches()) {
            return Optional.of("the salt is not 1 to 64 letters and digits");
        }
        if (!STAMP.matcher(end).matches() || !STAMP.matcher(start).matches()) {
            return Optional.of("a time is not 10 digits without a leading zero");
        }
        return Optional.empty();
    }

    /** Takes the same time wherever the hashes differ. */
    boolean isSignedWith(Secret secret, String subject, String address) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hash), digest(subject, address, secret));
    }

    private byte[] digest(String subject, String address, Secret secret) {
        return Hash.SHA1.digest(LinkText.bytes(subject + address + start + end + LinkText.of(secret) + salt));
    }

    /** The token that viewers send. Keep it out of logs: everybody who has it may play. */
    public String token() {
        return hash + '-' + salt + '-' + end + '-' + start;
    }

    @Override
    public String toString() {
        return "SignedLink[***]";
    }
}
