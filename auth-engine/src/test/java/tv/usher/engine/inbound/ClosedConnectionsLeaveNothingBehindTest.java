package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** nginx opens a connection for every denial: one that is over must not wait in memory for its timer. */
class ClosedConnectionsLeaveNothingBehindTest {

    @Test
    void theClockOfAClosedConnectionIsStopped() {
        // Given
        InboundSettings settings = TestingListener.settings(Duration.ofHours(1), Duration.ofHours(1));
        EmbeddedChannel channel =
                new EmbeddedChannel(new RequestClock(settings.requestTimeout(), settings.idleTimeout(), () -> {}));
        assertThat(channel.runScheduledPendingTasks()).isPositive();

        // When
        channel.close();

        // Then
        assertThat(channel.runScheduledPendingTasks())
                .as("-1: nothing is scheduled")
                .isEqualTo(-1);
    }
}
