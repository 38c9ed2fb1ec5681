package tv.usher.engine.util;

import java.util.HexFormat;
import java.util.Optional;

/** 128 bits of a keyed hash: the name of a viewing. Nothing of the token or the viewer can be read from it. */
public record Key(long high, long low) {

    /** 32 hexadecimal digits, as operators see it. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /** Empty if the text isn't a {@link #hex}. */
    public static Optional<Key> parse(String hex) {
        if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(
                new Key(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)));
    }

    /** The bits are already spread like random ones. */
    @Override
    public int hashCode() {
        return (int) low;
    }
}
