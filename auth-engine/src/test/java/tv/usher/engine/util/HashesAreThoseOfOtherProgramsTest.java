package tv.usher.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected is what Python's {@code hashlib} and {@code hmac} print; of long ones the beginning. */
class HashesAreThoseOfOtherProgramsTest {

    private static final String TEXT = "Señal";

    @ParameterizedTest
    @CsvSource({
        "MD5, f57ab1bd6ec30560, d6ec6962fbc082b3",
        "SHA1, c61180093dc1286c, b5adec4b2093ff90",
        "SHA256, 01ad99aa5bc5bc54, dc0f20f8a470e9bf",
        "SHA384, 7e03240a334efe87, e211099fca580093",
        "SHA512, 5b845ff3af3d82cd, 68571195db79c511"
    })
    void withAndWithoutAKey(Hash hash, String digest, String hmac) {
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThat(hash.hex(TEXT)).startsWith(digest);
        assertThat(HexFormat.of().formatHex(hash.hmac(key, bytes))).startsWith(hmac);
    }
}
