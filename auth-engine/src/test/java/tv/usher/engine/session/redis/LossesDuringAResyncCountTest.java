package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.usher.api.Secret;

/** What couldn't be sent while everything was exchanged is left to the next exchange, so there has to be one. */
class LossesDuringAResyncCountTest {

    private final ConnectionState state = new ConnectionState(RedisAddress.parse(Secret.of("redis://127.0.0.1:6379")));

    @Test
    void afterALossRedisIsNotInStep() {
        // Given
        state.reached();
        int round = state.round();
        state.lost(round, new IllegalStateException("timed out"));

        // When
        state.inStep(round, null);

        // Then
        assertThat(state.isInStep()).isFalse();
        assertThat(state.isReached()).isFalse();
        assertThat(state.problem()).isPresent();
    }

    @Test
    void theNextExchangeMendsIt() {
        // Given
        state.reached();
        int former = state.round();
        state.lost(former, new IllegalStateException("timed out"));
        state.reached();

        // When
        state.lost(former, new IllegalStateException("timed out"));
        state.inStep(state.round(), null);

        // Then
        assertThat(state.isInStep()).isTrue();
        assertThat(state.problem()).isEmpty();
    }
}
