package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.TestingClock;

class OneQuestionTriesAFailedAddressTest {

    private static final ExchangeFailure REFUSED = new ExchangeFailure(Kind.REFUSED, "connection refused");
    private static final Duration PASS_OVER = Duration.ofSeconds(5);

    private final TestingClock clock = new TestingClock();
    private final List<String> watched = new ArrayList<>();
    private final AddressHealth health = new AddressHealth(
            "portal", 3, PASS_OVER, (address, connects) -> watched.add(address + " " + connects), clock);

    @Test
    void inTheOrderOfTheFileWhileAllConnect() {
        assertThat(health.order()).containsExactly(0, 1, 2);
    }

    @Test
    void whatFailedComesLast() {
        // When
        health.failed(0, REFUSED);

        // Then
        assertThat(health.order()).containsExactly(1, 2, 0);
        assertThat(watched).containsExactly("0 false");
    }

    @Test
    void afterAWhileOneTriesItAndTheOthersDoNot() {
        // Given
        health.failed(0, REFUSED);

        // When
        clock.passes(PASS_OVER);

        // Then
        assertThat(health.order()).containsExactly(0, 1, 2);
        assertThat(health.order()).containsExactly(1, 2, 0);
    }

    @Test
    void aReserveIsLeftToWhoeverTriesItAlone() {
        // Given
        health.failed(2, REFUSED);

        // When
        clock.passes(PASS_OVER);

        // Then
        for (int i = 0; i < 10; i++) {
            assertThat(health.order()).containsExactly(0, 1, 2);
        }
        assertThat(health.due()).containsExactly(2);
        assertThat(health.due()).isEmpty();
    }

    @Test
    void onceItConnectsAllAskIt() {
        // Given
        health.failed(0, REFUSED);

        // When
        health.connected(0);

        // Then
        assertThat(health.order()).containsExactly(0, 1, 2);
        assertThat(watched).containsExactly("0 false", "0 true");
    }

    @Test
    void whenAllFailedAllAreStillAsked() {
        // When
        for (int address = 0; address < 3; address++) {
            health.failed(address, REFUSED);
        }

        // Then
        assertThat(health.order()).containsExactlyInAnyOrder(0, 1, 2);
    }
}
