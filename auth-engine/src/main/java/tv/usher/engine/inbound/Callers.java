package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Journal;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/** Who may ask: gives each connection the handler that its peer deserves. */
public final class Callers implements Function<InetAddress, ChannelHandler> {

    private final List<Cidr> trusted;
    private final Dialects dialects;
    private final Decider decider;
    private final Journal journal;
    private final InboundMetrics metrics;

    public Callers(List<Cidr> trusted, Dialects dialects, Decider decider, Journal journal, InboundMetrics metrics) {
        this.trusted = List.copyOf(trusted);
        this.dialects = dialects;
        this.decider = decider;
        this.journal = journal;
        this.metrics = metrics;
    }

    @Override
    public ChannelHandler apply(InetAddress peer) {
        IpAddress address = IpAddress.of(peer);
        return trusted.stream().anyMatch(range -> range.contains(address))
                ? new DecisionHandler(dialects, decider, journal, address.toString())
                : new UntrustedCaller(address, metrics);
    }
}
