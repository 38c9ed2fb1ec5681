package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import tv.usher.engine.Seeds;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.TestingDialects;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/**
 * Any bytes on a caller's connection, through the listener's own handlers and every dialect, to a decider that lets nobody in. What must
 * hold is said in {@link CallWitness}; and it is the same in whatever pieces the bytes arrive.
 */
public final class RequestFuzzer {

    static final String OME_SECRET = "1234";

    private static final IpAddress PEER = IpAddress.parse("127.0.0.1").orElseThrow();
    private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();
    private static final InboundMetrics METRICS = new InboundMetrics(REGISTRY);
    private static final SharedByListeners SHARED = new SharedByListeners(
            new StallWatch(REGISTRY, Clock.system()), new Semaphore(1 << 20), new CertificateMetrics(REGISTRY));
    private static final DecisionRecorder JOURNAL = new DecisionRecorder(
            REGISTRY, new DecisionLog(Clock.system(), Events.NONE), new RecentDecisions(10), Clock.system());
    private static final Dialects DIALECTS =
            TestingDialects.with().omeSecret(OME_SECRET).proxies("10.0.0.0/8").dialects();
    private static final Policy POLICY =
            new Policy(List.of(Cidr.parse("127.0.0.0/8")), DIALECTS, new Denying(), open -> {});

    private RequestFuzzer() {}

    /** Called by Jazzer, before its time begins: classes are loaded and instrumented here. */
    public static void fuzzerInitialize() throws IOException {
        for (Path seed : Seeds.of(RequestFuzzer.class).files()) {
            fuzzerTestOneInput(Files.readAllBytes(seed));
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<CallWitness.Heard> whole = hear(bytes);
        int middle = bytes.length / 2;
        List<CallWitness.Heard> inPieces =
                hear(Arrays.copyOf(bytes, middle), Arrays.copyOfRange(bytes, middle, bytes.length));
        assertThat(inPieces).isEqualTo(whole);
    }

    static List<CallWitness.Heard> hear(byte[]... pieces) {
        CallWitness witness = new CallWitness(DIALECTS);
        EmbeddedChannel channel = new EmbeddedChannel(new Pipeline(witness));
        try {
            for (byte[] piece : pieces) {
                if (channel.isOpen()) {
                    channel.writeInbound(Unpooled.wrappedBuffer(piece));
                }
            }
            channel.checkException();
        } finally {
            channel.finishAndReleaseAll();
        }
        return witness.heard();
    }

    /** The listener's, with the witness between it and the decision. */
    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final CallWitness witness;

        Pipeline(CallWitness witness) {
            this.witness = witness;
        }

        @Override
        protected void initChannel(Channel channel) {
            InboundSettings settings = TestingListener.settings();
            Connections connections = new Connections(
                    "fuzzed", null, settings, PeerBounds.ofCallers(settings), METRICS, peer -> null, SHARED);
            UntrustedCaller untrusted = new UntrustedCaller(PEER, METRICS);
            DecisionHandler handler = new DecisionHandler(() -> POLICY, POLICY, JOURNAL, PEER, untrusted);
            connections.build(channel, handler, settings.idleTimeout());
            String name = channel.pipeline().context(handler).name();
            channel.pipeline().addBefore(name, "witness", witness);
        }
    }

    private static final class Denying implements Decider {

        @Override
        public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
            return CompletableFuture.completedFuture(TestingDecider.denied());
        }

        @Override
        public void end(DecisionRequest decisionRequest) {}
    }
}
