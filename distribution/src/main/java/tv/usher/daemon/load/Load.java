package tv.usher.daemon.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tv.usher.daemon.call.CallerAnswer;
import tv.usher.daemon.cli.TlsClient;

/**
 * Keeps the appointments of all viewers on one thread. Nobody waits for anybody else: a question is due when its viewer's evening says so,
 * however late others are answered. A viewer itself asks one thing after the other, as players do; what is due meanwhile is asked late, and
 * the delay is part of its latency.
 */
public final class Load {

    /** Hears once a second how it goes. */
    public interface Progress {

        void tell(long seconds, long questions, long errors, long p99Nanos);
    }

    private final LoadPlan plan;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    private final EventLoop loop;
    private final List<ConnectionPool> ushers;
    private long begin;
    private int watching;

    private Load(LoadPlan plan, Optional<TlsClient> tls, Progress progress, EventLoop loop) {
        this.plan = plan;
        this.progress = progress;
        this.loop = loop;
        this.ushers = plan.ushers().stream()
                .map(usher -> new ConnectionPool(loop, usher, tls, plan.connections(), tally))
                .toList();
    }

    /** Returns when the plan's time is over and the last question is answered or given up. */
    public static LoadResult run(LoadPlan plan, Optional<TlsClient> tls, Progress progress)
            throws InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Load load = new Load(plan, tls, progress, group.next());
            load.loop.submit(load::begin).addListener(begun -> {
                if (!begun.isSuccess()) {
                    load.result.completeExceptionally(begun.cause());
                }
            });
            return load.result.join();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        }
    }

    private void begin() {
        Zipf popularity = new Zipf(plan.channels());
        List<Runnable> beginnings = new ArrayList<>(); // made before the clock runs: that takes a while with many
        for (int number = 0; number < plan.viewers(); number++) {
            VirtualViewer viewer = new VirtualViewer(plan, popularity, number);
            Step first = viewer.next();
            beginnings.add(() -> arrange(viewer, first));
        }
        watching = plan.viewers();
        begin = System.nanoTime();
        beginnings.forEach(Runnable::run);
        loop.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    private void arrange(VirtualViewer viewer, Step step) {
        if (step.due() < plan.lasting().toNanos()) {
            loop.schedule(() -> ask(viewer, step), step.due() - now(), TimeUnit.NANOSECONDS);
        } else if (--watching == 0) {
            result.complete(tally.result());
        }
    }

    private void ask(VirtualViewer viewer, Step step) {
        tally.asked(step);
        ConnectionPool usher = ushers.get(step.usher());
        usher.ask(new LoadRequest(step.request().bytes(usher.host()), new LoadRequest.Asker() {
            @Override
            public void answered(CallerAnswer answer) {
                if (step.ends()) {
                    tally.heard(now() - step.due());
                } else {
                    tally.answered(step.caller().read(answer).outcome(), now() - step.due());
                }
                arrange(viewer, viewer.next());
            }

            @Override
            public void failed(String why) {
                tally.failed(why);
                arrange(viewer, viewer.next());
            }
        }));
    }

    private long now() {
        return System.nanoTime() - begin;
    }

    private void tell() {
        progress.tell(
                TimeUnit.NANOSECONDS.toSeconds(now()),
                tally.questions(),
                tally.errors(),
                tally.latency().percentile(99));
    }
}
