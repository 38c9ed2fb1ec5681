package tv.usher.engine.management.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding that refuses what could be meant otherwise. */
final class StrictPercent {

    private StrictPercent() {}

    /**
     * @param raw one character per byte
     * @throws ApiException if an escape is broken, or the result is no UTF-8 text or has a control character
     */
    static String decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) != '%') {
                bytes.write(raw.charAt(i));
            } else if (i + 2 < raw.length()
                    && HexFormat.isHexDigit(raw.charAt(i + 1))
                    && HexFormat.isHexDigit(raw.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                throw new ApiException(
                        ApiProblem.BAD_REQUEST, "the address has a '%' without two hexadecimal digits after it");
            }
        }
        String text = utf8(bytes.toByteArray());
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "the address has a control character");
        }
        return text;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "the address is no UTF-8 text");
        }
    }
}
