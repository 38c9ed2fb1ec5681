package tv.usher.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.TestingRequests;

class RecentDecisionsAreBoundedTest {

    @Test
    void theOldestMakeRoomForTheNewest() {
        // Given
        RecentDecisions recent = new RecentDecisions(3);

        // When
        IntStream.rangeClosed(1, 5).mapToObj(i -> denied("10.0.0." + i)).forEach(recent::add);

        // Then
        assertThat(clients(recent, 10)).containsExactly("10.0.0.5", "10.0.0.4", "10.0.0.3");
        assertThat(clients(recent, 2)).containsExactly("10.0.0.5", "10.0.0.4");
        assertThat(recent.newest(entry -> entry.request().clientAddress().endsWith("3"), 10))
                .hasSize(1);
    }

    @Test
    void noneAreKeptIfTheOperatorWantsNone() {
        // Given
        RecentDecisions recent = new RecentDecisions(0);

        // When
        recent.add(denied("10.0.0.1"));

        // Then
        assertThat(clients(recent, 10)).isEmpty();
    }

    @Test
    void whoLooksDoesNotHoldUpWhoDecides() throws Exception {
        // Given
        RecentDecisions recent = new RecentDecisions(100);
        List<Thread> deciding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            deciding.add(new Thread(() -> IntStream.range(0, 20_000).forEach(n -> recent.add(denied("10.0.0.1")))));
        }

        // When
        deciding.forEach(Thread::start);
        int most = 0;
        while (deciding.stream().anyMatch(Thread::isAlive)) {
            most = Math.max(most, recent.newest(entry -> true, 1000).size());
        }
        for (Thread thread : deciding) {
            thread.join();
        }

        // Then
        assertThat(most).isLessThanOrEqualTo(100);
        assertThat(recent.newest(entry -> true, 1000)).hasSize(100);
    }

    private static List<String> clients(RecentDecisions recent, int limit) {
        return recent.newest(entry -> true, limit).stream()
                .map(entry -> entry.request().clientAddress())
                .toList();
    }

    private static DecisionRecord denied(String client) {
        AccessRequest request = AccessRequest.builder().clientAddress(client).build();
        return DecisionRecorder.recordOf(0, TestingRequests.of(request), Decision.deniedBy("nobody"), 1);
    }
}
