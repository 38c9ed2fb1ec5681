package tv.usher.engine.util;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.util.FairQueue.Entry.FULL;
import static tv.usher.engine.util.FairQueue.Entry.OVER_SHARE;
import static tv.usher.engine.util.FairQueue.Entry.RUNS;
import static tv.usher.engine.util.FairQueue.Entry.WAITS;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T44, T45: no client has more than its share, and who comes alone doesn't wait behind the many of another. */
class ClientsTakeTurnsTest {

    @Test
    void oneClientFillsNeitherWhatRunsNorTheQueue() {
        // Given four that run and six that wait, and half of it for one
        FairQueue<String> queue = new FairQueue<>(4, 6, 50);

        // When
        List<FairQueue.Entry> flood = IntStream.range(0, 100)
                .mapToObj(i -> queue.enter("flood", "f" + i))
                .toList();

        // Then
        assertThat(flood.subList(0, 5)).containsExactly(RUNS, RUNS, WAITS, WAITS, WAITS);
        assertThat(flood.subList(5, 100)).containsOnly(OVER_SHARE);
        assertThat(queue.enter("newcomer", "n")).isEqualTo(RUNS);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100})
    void aQueueAsLongAsANumberCanBeIsNotFull(int share) {
        // Given
        FairQueue<String> queue = new FairQueue<>(1, Integer.MAX_VALUE, share);

        // When
        List<FairQueue.Entry> places =
                IntStream.range(0, 3).mapToObj(i -> queue.enter("a", "a" + i)).toList();

        // Then
        assertThat(places).containsExactly(RUNS, WAITS, WAITS);
    }

    @Test
    void aFullQueueIsFullForAll() {
        FairQueue<String> queue = new FairQueue<>(1, 1, 50);
        queue.enter("a", "a1");
        queue.enter("b", "b1");

        assertThat(queue.enter("c", "c1")).isEqualTo(FULL);
        assertThat(queue.enter("a", "a2")).isEqualTo(OVER_SHARE);
    }

    @Test
    void whatRunsAtOnceTakesNobodysPlaceForGood() {
        // Given everything is taken, and one waits
        FairQueue<String> queue = new FairQueue<>(1, 1, 100);
        queue.enter("a", "a1");
        queue.enter("a", "a2");

        // When
        queue.enterAtOnce("usher", "u1");
        queue.leave("a1");

        // Then
        assertThat(queue.next()).isNull();
        queue.leave("u1");
        assertThat(queue.next()).isEqualTo("a2");
    }

    @Test
    void withAllForOneNobodyIsOverTheShare() {
        FairQueue<String> queue = new FairQueue<>(1, 1, 100);

        assertThat(List.of(queue.enter("a", "a1"), queue.enter("a", "a2"), queue.enter("a", "a3")))
                .containsExactly(RUNS, WAITS, FULL);
    }

    @Test
    void thoseThatWaitTakeTurnsClientByClient() {
        // Given one that runs, and two clients that wait
        FairQueue<String> queue = new FairQueue<>(1, 10, 100);
        queue.enter("a", "a1");
        List.of("a2", "a3", "a4").forEach(task -> queue.enter("a", task));
        List.of("b1", "b2").forEach(task -> queue.enter("b", task));

        // When, Then
        assertThat(served(queue, "a1")).containsExactly("b1", "a2", "b2", "a3", "a4");
        assertThat(queue.size()).isZero();
    }

    private static List<String> served(FairQueue<String> queue, String running) {
        List<String> served = new ArrayList<>();
        for (String task = running; task != null; task = queue.next()) {
            queue.leave(task);
            served.add(task);
        }
        return served.subList(1, served.size());
    }

    @Test
    void whoLeavesTheQueueIsNeverServed() {
        FairQueue<String> queue = new FairQueue<>(1, 10, 100);
        List.of("a1", "a2", "a3").forEach(task -> queue.enter("a", task));

        queue.leave("a2");
        queue.leave("a2");

        assertThat(queue.next()).isNull();
        assertThat(served(queue, "a1")).containsExactly("a3");
    }

    /** Whatever happens in whatever order, no bound is passed, nobody is forgotten, and nothing is left behind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsHoldForAnyOrder(long seed) {
        // Given
        Random random = new Random(seed);
        int maxRunning = 1 + random.nextInt(4);
        int maxWaiting = random.nextInt(8);
        int share = 1 + random.nextInt(100);
        int mostOfOne = share == 100 ? Integer.MAX_VALUE : Math.max(1, (maxRunning + maxWaiting) * share / 100);
        int mostRunningOfOne = Math.max(1, maxRunning * share / 100);
        FairQueue<String> queue = new FairQueue<>(maxRunning, maxWaiting, share);
        Map<String, String> clients = new HashMap<>();
        Set<String> running = new HashSet<>();
        Deque<String> there = new ArrayDeque<>();

        for (int i = 0; i < 20_000; i++) {
            // When
            String task = "t" + i;
            String client = "c" + random.nextInt(4);
            if (random.nextInt(3) > 0) {
                FairQueue.Entry entry = queue.enter(client, task);
                if (entry == RUNS || entry == WAITS) {
                    clients.put(task, client);
                    there.add(task);
                }
                if (entry == RUNS) {
                    running.add(task);
                }
            } else if (!there.isEmpty()) {
                String ended = random.nextBoolean() ? there.removeFirst() : there.removeLast();
                queue.leave(ended);
                clients.remove(ended);
                running.remove(ended);
            }
            for (String next = queue.next(); next != null; next = queue.next()) {
                assertThat(clients).containsKey(next);
                assertThat(running.add(next)).isTrue();
            }

            // Then
            assertThat(queue.size()).isEqualTo(there.size()).isLessThanOrEqualTo(maxRunning + maxWaiting);
            assertThat(running).hasSizeLessThanOrEqualTo(maxRunning);
            for (String name : Set.copyOf(clients.values())) {
                long its = clients.values().stream().filter(name::equals).count();
                long itsRunning = running.stream()
                        .filter(task2 -> clients.get(task2).equals(name))
                        .count();
                assertThat(its).isLessThanOrEqualTo(mostOfOne);
                assertThat(itsRunning).isLessThanOrEqualTo(mostRunningOfOne);
                assertThat(its == itsRunning || itsRunning == mostRunningOfOne || running.size() == maxRunning)
                        .as("nobody waits who could run")
                        .isTrue();
            }
        }
        there.forEach(queue::leave);
        assertThat(queue.size()).isZero();
        assertThat(queue.next()).isNull();
    }
}
