package tv.usher.engine.inbound;

import java.net.InetAddress;
import java.util.function.Function;
import java.util.function.Supplier;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.net.IpAddress;

/** Decides who may ask: gives each connection the handler for a trusted or an untrusted peer. */
public final class Callers implements Function<InetAddress, RequestHandler> {

    private final Supplier<Policy> policy;
    private final DecisionRecorder recorder;
    private final InboundMetrics metrics;

    /**
     * @param policy the policy in force, read for each connection and each question
     */
    public Callers(Supplier<Policy> policy, DecisionRecorder recorder, InboundMetrics metrics) {
        this.policy = policy;
        this.recorder = recorder;
        this.metrics = metrics;
    }

    @Override
    public RequestHandler apply(InetAddress peer) {
        IpAddress address = IpAddress.of(peer);
        UntrustedCaller untrusted = new UntrustedCaller(address, metrics);
        Policy now = policy.get();
        return now.trusts(address) ? new DecisionHandler(policy, now, recorder, address, untrusted) : untrusted;
    }
}
