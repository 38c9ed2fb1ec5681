package tv.usher.daemon.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tv.usher.daemon.call.CallerAnswer;
import tv.usher.engine.net.HostPort;

/**
 * Callers that ask at a steady rate, and note every answer. Each question has its moment, whoever is still waiting for an answer; one
 * that finds all connections busy is sent late, and its wait counts from its moment all the same.
 */
public final class Crowd implements AutoCloseable {

    private static final long TICK_MILLIS = 2;
    private static final long PATIENCE_SECONDS = 60;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ConnectionPool connections;
    private final Supplier<byte[]> questions;
    private final long intervalNanos;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private long next;
    private int underWay;
    private boolean closing;

    /**
     * One answer; status 0 if there was none.
     *
     * @param due by {@link System#nanoTime}
     */
    private record Heard(long due, long answered, int status) {}

    private Crowd(int port, int connections, int perSecond, Supplier<byte[]> questions) {
        this.connections =
                new ConnectionPool(loop, new HostPort("127.0.0.1", port), Optional.empty(), connections, new Tally());
        this.questions = questions;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Asks until it is closed.
     *
     * @param connections at most
     * @param tokens      of the next question; called by one thread
     */
    public static Crowd asking(int port, int connections, int perSecond, Supplier<String> tokens) {
        return asking(port, connections, perSecond, () -> "", tokens);
    }

    /**
     * As above, and the caller tells each viewer's address.
     *
     * @param tokens may have more parameters behind them; one character per byte
     */
    public static Crowd asking(
            int port, int connections, int perSecond, Supplier<String> addresses, Supplier<String> tokens) {
        Crowd crowd = new Crowd(port, connections, perSecond, () -> question(addresses.get(), tokens.get()));
        crowd.next = System.nanoTime();
        crowd.loop.scheduleAtFixedRate(crowd::askWhatIsDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return crowd;
    }

    private static byte[] question(String address, String token) {
        return ("GET /cesbo?token=" + token + " HTTP/1.1\r\nHost: usher\r\nX-Real-Path: /live/ch1/index.m3u8\r\n"
                        + (address.isEmpty() ? "" : "X-Real-Ip: " + address + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void askWhatIsDue() {
        long now = System.nanoTime();
        while (!closing && next - now <= 0) {
            ask(next);
            next += intervalNanos;
        }
    }

    private void ask(long due) {
        underWay++;
        connections.ask(new LoadRequest(questions.get(), new LoadRequest.Asker() {
            @Override
            public void answered(CallerAnswer answer) {
                hear(due, answer.status());
            }

            @Override
            public void failed(String why) {
                hear(due, 0);
            }
        }));
    }

    private void hear(long due, int status) {
        heard.add(new Heard(due, System.nanoTime(), status));
        underWay--;
        endIfAllIsSaid();
    }

    private void endIfAllIsSaid() {
        if (closing && underWay == 0) {
            over.countDown();
        }
    }

    /** How many questions had which status; 0 is that of those that were never answered. */
    public Map<Integer, Long> statuses() {
        return count(one -> true);
    }

    /** The same of those that were due and answered between these moments. */
    public Map<Integer, Long> statuses(long from, long until) {
        return count(one -> one.due() - from >= 0 && one.answered() - until <= 0);
    }

    private Map<Integer, Long> count(Predicate<Heard> which) {
        return heard.stream()
                .filter(which)
                .collect(Collectors.groupingBy(Heard::status, TreeMap::new, Collectors.counting()));
    }

    /** From a question's moment to its answer. */
    public Duration longest() {
        return Duration.ofNanos(heard.stream()
                .mapToLong(one -> one.answered() - one.due())
                .max()
                .orElse(0));
    }

    /** Asks no more, and waits for the answers to what was asked. */
    public void end() throws InterruptedException {
        loop.execute(() -> {
            closing = true;
            endIfAllIsSaid();
        });
        if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still waiting for answers");
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
