package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A test of a page never fails for the ports that the machine happened to give. */
class DocsPortsAreReplacedOnceTest {

    @Test
    void alsoIfAFreePortBeginsLikeOneOfThePages() {
        // Given
        DocsPorts ports = new DocsPorts(10_643, 10_651, 20_889);

        // When
        String commands = ports.in("curl http://127.0.0.1:6000/ http://127.0.0.1:1064/?a=127.0.0.1:1065");

        // Then
        assertThat(commands).isEqualTo("curl http://127.0.0.1:10643/ http://127.0.0.1:10651/?a=127.0.0.1:20889");
    }
}
