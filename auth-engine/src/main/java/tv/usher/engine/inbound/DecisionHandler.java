package tv.usher.engine.inbound;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.Reply;
import tv.usher.engine.dialect.UnreadableCall;
import tv.usher.engine.net.IpAddress;

/** The whole story of one question: read it, decide, write the answer. One per connection, on its event loop. */
final class DecisionHandler extends SimpleChannelInboundHandler<FullHttpRequest> implements RequestHandler {

    private static final Logger log = LoggerFactory.getLogger(DecisionHandler.class);
    private static final Decision FAILED = Decision.failed("internal error");

    private final Supplier<Policy> policies;
    private final DecisionRecorder recorder;
    private final IpAddress peer;
    private final String caller;
    private final UntrustedCaller untrusted;
    private Policy trusting;
    private CompletableFuture<Decision> deciding = CompletableFuture.completedFuture(FAILED);

    /**
     * @param policies  the policy in force
     * @param trusting  which trusts the peer
     * @param untrusted answers once a newer policy doesn't trust the peer
     */
    DecisionHandler(
            Supplier<Policy> policies,
            Policy trusting,
            DecisionRecorder recorder,
            IpAddress peer,
            UntrustedCaller untrusted) {
        this.policies = policies;
        this.trusting = trusting;
        this.recorder = recorder;
        this.peer = peer;
        this.caller = peer.toString();
        this.untrusted = untrusted;
    }

    @Override
    public boolean takesBody(ChannelHandlerContext ctx, HttpRequest head) {
        return policies.get().trusts(peer);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // asks whether another policy came, not what it says
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest http) {
        Policy policy = policies.get();
        if (policy != trusting && !policy.trusts(peer)) {
            untrusted.refuse(ctx);
            return;
        }
        trusting = policy;
        PendingCall call = read(policy.dialects(), http);
        if (!call.decisionRequest().asksForDecision()) {
            hear(policy.decider(), call.decisionRequest());
            send(ctx, call, call.dialect().heard());
            return;
        }
        CompletableFuture<Decision> decided = decide(policy.decider(), call);
        deciding = decided;
        if (decided.isDone()) {
            write(ctx, call, decided);
        } else {
            decided.whenComplete((decision, failure) -> ctx.executor().execute(() -> write(ctx, call, decided)));
        }
    }

    private PendingCall read(Dialects dialects, FullHttpRequest http) {
        long arrived = System.nanoTime();
        boolean isHead = http.method().equals(HttpMethod.HEAD);
        Dialect dialect = dialects.at(http.uri());
        try {
            return PendingCall.readable(dialect, dialects.read(dialect, new NettyCall(caller, http)), isHead, arrived);
        } catch (IllegalArgumentException e) {
            return PendingCall.refused(dialect, caller, e, isHead, arrived);
        }
    }

    /** Whatever happens then, the caller gets the answer that its message was heard. */
    private static void hear(Decider decider, DecisionRequest decisionRequest) {
        if (decisionRequest.kind() == CallKind.END) {
            try {
                decider.end(decisionRequest);
            } catch (Throwable e) { // as for a question
                log.error("a viewing that is over couldn't be ended", e);
            }
        }
    }

    private static CompletableFuture<Decision> decide(Decider decider, PendingCall call) {
        if (call.refusal() != null) {
            return CompletableFuture.completedFuture(call.refusal());
        }
        try {
            return Objects.requireNonNull(decider.decide(call.decisionRequest()));
        } catch (Throwable e) { // also a LinkageError or a stack overflow: the next question may work
            return CompletableFuture.failedFuture(e);
        }
    }

    private void write(ChannelHandlerContext ctx, PendingCall call, CompletableFuture<Decision> decided) {
        if (!ctx.channel().isActive()) {
            return;
        }
        try {
            Decision decision = outcomeOf(decided);
            recorder.add(call.decisionRequest(), decision, System.nanoTime() - call.arrived());
            ChannelFuture sent = send(ctx, call, call.dialect().write(call.request(), decision));
            if (call.decisionRequest().isLeftOpen() && decision.answer() != Answer.ALLOW) {
                sent.addListener(done -> policies.get().refusedAndOpen().accept(call.decisionRequest()));
            }
        } catch (Throwable e) { // as above; else a caller that has waited would wait for ever
            exceptionCaught(ctx, e);
        }
    }

    private static ChannelFuture send(ChannelHandlerContext ctx, PendingCall call, Reply reply) {
        return ctx.writeAndFlush(Responses.of(reply, call.isHead()));
    }

    /** A bug happened: the caller is told "could not decide" instead of getting no answer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
            ctx.fireExceptionCaught(cause); // the connection failed, and nobody reads an answer
        } else {
            log.error("a question failed, the caller is told 'could not decide'", cause);
            ctx.writeAndFlush(Responses.closing(HttpResponseStatus.SERVICE_UNAVAILABLE));
        }
    }

    private static Decision outcomeOf(CompletableFuture<Decision> decided) {
        try {
            return Objects.requireNonNull(decided.join());
        } catch (RuntimeException e) { // the failure is the cause of the wrapper
            log.error("a decision failed, the caller is told 'could not decide'", e);
            return FAILED;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deciding.cancel(true); // the caller is gone
        ctx.fireChannelInactive();
    }

    /**
     * One question that is being answered.
     *
     * @param decisionRequest with an unknown request if the call couldn't be read
     * @param refusal null if the call could be read
     * @param isHead  the answer must have no body
     * @param arrived by {@link System#nanoTime}
     */
    private record PendingCall(
            Dialect dialect,
            DecisionRequest decisionRequest,
            @Nullable Decision refusal,
            boolean isHead,
            long arrived) {

        private static final AccessRequest UNREAD = AccessRequest.builder().build();

        static PendingCall readable(Dialect dialect, DecisionRequest decisionRequest, boolean isHead, long arrived) {
            return new PendingCall(dialect, decisionRequest, null, isHead, arrived);
        }

        static PendingCall refused(
                Dialect dialect, String caller, IllegalArgumentException failure, boolean isHead, long arrived) {
            DecisionRequest unread = new DecisionRequest(dialect.name(), caller, "", UNREAD);
            String open = UnreadableCall.leftOpenBy(failure);
            Decision refused = Decision.refused(dialect.name(), UnreadableCall.reasonOf(failure));
            return new PendingCall(
                    dialect, open.isEmpty() ? unread : unread.connectedBy(open).leftOpen(), refused, isHead, arrived);
        }

        AccessRequest request() {
            return decisionRequest.request();
        }
    }
}
