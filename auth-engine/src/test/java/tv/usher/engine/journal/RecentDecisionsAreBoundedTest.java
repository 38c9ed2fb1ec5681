package tv.usher.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRecords;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.util.Heap;

/** T46: the last decisions are bounded, and one address can't push out those about others. */
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
    void noMoreAreKeptThanTheHeapHolds() {
        // Given
        RecentDecisions recent = RecentDecisions.fitting(1_000_000, new Heap(64L << 20));

        // When
        for (int i = 0; i < 20_000; i++) {
            recent.add(denied("10.0." + i / 250 + '.' + i % 250));
        }

        // Then
        assertThat(clients(recent, 20_000)).hasSizeBetween(100, 2_000);
    }

    @Test
    void whoLooksDoesNotHoldUpWhoDecides() throws Exception {
        // Given
        RecentDecisions recent = new RecentDecisions(100);
        List<Thread> deciding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            deciding.add(new Thread(() ->
                    IntStream.range(0, 20_000).forEach(n -> recent.add(denied("10.0.0." + n % 200)))));
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

    @Test
    void whoAsksMostDoesNotHideTheOthers() {
        // Given
        RecentDecisions recent = new RecentDecisions(100);
        IntStream.range(0, 50).mapToObj(i -> denied("10.0.0." + i)).forEach(recent::add);

        // When
        IntStream.range(0, 2_000).forEach(i -> recent.add(denied("2001:db8::" + Integer.toHexString(i))));

        // Then
        assertThat(clients(recent, 1_000)).startsWith("2001:db8::7cf", "2001:db8::7ce");
        assertThat(clients(recent, 1_000))
                .filteredOn(client -> client.startsWith("10."))
                .hasSize(50);
    }

    @Test
    void longTextsCountAsSeveral() {
        // Given
        RecentDecisions recent = new RecentDecisions(1_000);

        // When
        for (int i = 0; i < 1_000; i++) {
            AccessRequest request = AccessRequest.builder()
                    .clientAddress("10.0." + i / 250 + '.' + i % 250)
                    .session("s".repeat(10_000))
                    .channel("c".repeat(10_000))
                    .path("/p".repeat(5_000))
                    .build();
            recent.add(DecisionRecords.of(0, TestingRequests.of(request), Decision.deniedBy("nobody"), 1));
        }

        // Then
        assertThat(clients(recent, 1_000)).hasSizeLessThanOrEqualTo(500);
    }

    private static List<String> clients(RecentDecisions recent, int limit) {
        return recent.newest(entry -> true, limit).stream()
                .map(entry -> entry.request().clientAddress())
                .toList();
    }

    private static DecisionRecord denied(String client) {
        AccessRequest request = AccessRequest.builder().clientAddress(client).build();
        return DecisionRecords.of(0, TestingRequests.of(request), Decision.deniedBy("nobody"), 1);
    }
}
