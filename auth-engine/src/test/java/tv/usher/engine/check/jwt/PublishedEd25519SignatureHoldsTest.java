package tv.usher.engine.check.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of RFC 8037, appendix A, and nothing near it. */
class PublishedEd25519SignatureHoldsTest {

    private static final Base64URL KEY = new Base64URL("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    private static final String SIGNED = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    private static final Base64URL SIGNATURE =
            new Base64URL("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

    /** Of the curve's group: the number in a signature is below it. */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Ed25519Verifier verifier;

    @BeforeEach
    void read() throws GeneralSecurityException {
        verifier = new Ed25519Verifier(Ed25519Verifier.key(KEY.decode()));
    }

    @Test
    void itself() {
        assertThat(holds(SIGNED, SIGNATURE.decode())).isTrue();
    }

    @Test
    void noChangedBit() {
        for (int bit = 0; bit < 512; bit++) {
            byte[] signature = SIGNATURE.decode();
            signature[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(holds(SIGNED, signature)).as("bit %d", bit).isFalse();
        }
        assertThat(holds(SIGNED + 'A', SIGNATURE.decode())).isFalse();
    }

    /** Else one token would have several spellings. */
    @Test
    void notTheSameNumberBeyondTheOrder() {
        byte[] signature = SIGNATURE.decode();
        BigInteger number = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));

        byte[] same = reversed(number.add(ORDER).toByteArray());
        System.arraycopy(same, 0, signature, 32, same.length);

        assertThat(holds(SIGNED, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 64, 65, 128})
    void noZeros(int bytes) {
        assertThat(holds(SIGNED, new byte[bytes])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 57})
    void andAKeyHasItsLength(int bytes) {
        assertThatThrownBy(() -> Ed25519Verifier.key(new byte[bytes])).isInstanceOf(GeneralSecurityException.class);
    }

    private boolean holds(String signed, byte[] signature) {
        return verifier.verify(
                new JWSHeader(JWSAlgorithm.EdDSA),
                signed.getBytes(StandardCharsets.US_ASCII),
                Base64URL.encode(signature));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
