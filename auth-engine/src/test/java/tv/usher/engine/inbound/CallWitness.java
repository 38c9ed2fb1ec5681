package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.HostName;
import tv.usher.engine.net.IpAddress;

/**
 * Stands before the decision and fails where a call is read as what no question may be, or answered as nobody decided. What fails here
 * fails the whole pipeline, as an exception of the channel.
 */
final class CallWitness extends ChannelDuplexHandler {

    private static final String SIGNATURE = "X-OME-Signature";

    private final Dialects dialects;
    private final List<Heard> heard = new ArrayList<>();
    private DecisionRequest decisionRequest;
    private boolean toHead;
    private AssertionError broken;

    /**
     * A complete call.
     *
     * @param decisionRequest null if there was none in it
     */
    record Heard(DecisionRequest decisionRequest, HttpResponseStatus answer) {}

    CallWitness(Dialects dialects) {
        this.dialects = dialects;
    }

    List<Heard> heard() {
        if (broken != null) {
            throw broken;
        }
        return heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        FullHttpRequest http = (FullHttpRequest) message;
        // No fuzzer guesses a signature, and nothing behind it would ever be reached.
        if (http.headers().contains(SIGNATURE, "signed", false)) {
            http.headers().set(SIGNATURE, TestingOmeSignature.of(RequestFuzzer.OME_SECRET, http.content()));
        }
        toHead = http.method().equals(HttpMethod.HEAD);
        checking(() -> {
            decisionRequest = read(http);
            assertThat(read(http)).as("the same, read again").isEqualTo(decisionRequest);
            if (decisionRequest != null) {
                check(decisionRequest.request());
            }
        });
        ctx.fireChannelRead(message);
    }

    /** Nothing but an {@link IllegalArgumentException} may come of what can't be read. */
    private DecisionRequest read(FullHttpRequest http) {
        Dialect dialect = dialects.at(http.uri());
        try {
            return dialect.read(new NettyCall("127.0.0.1", http));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void check(AccessRequest request) {
        Stream.of(
                        request.session(),
                        request.channel(),
                        request.clientAddress(),
                        request.path(),
                        request.host(),
                        request.origin(),
                        request.userAgent(),
                        request.referer(),
                        request.protocol(),
                        request.query().raw())
                .forEach(text -> assertThat(text.chars()).noneMatch(c -> c < 0x20 || c == 0x7f || c > 0xff));
        String path = request.path();
        String host = request.host();
        String client = request.clientAddress();
        assertThat(path.isEmpty() || CanonicalPath.of(path).filter(path::equals).isPresent())
                .as("path is canonical: %s", path)
                .isTrue();
        assertThat(host.isEmpty()
                        || HostName.canonical(host.indexOf(':') < 0 ? host : '[' + host + ']')
                                .filter(host::equals)
                                .isPresent())
                .as("host is canonical: %s", host)
                .isTrue();
        assertThat(client.isEmpty()
                        || IpAddress.parse(client)
                                .filter(address -> address.toString().equals(client))
                                .isPresent())
                .as("client address is canonical: %s", client)
                .isTrue();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        FullHttpResponse response = (FullHttpResponse) message;
        heard.add(new Heard(decisionRequest, response.status()));
        checking(() -> {
            boolean isQuestion = decisionRequest == null || decisionRequest.asksForDecision();
            assertThat(isQuestion && allows(response)).as("allowed").isFalse();
            assertThat(response.status().code()).as("nothing failed").isLessThan(500);
        });
        ctx.write(message, promise);
    }

    /** OvenMediaEngine takes a 200 with these words as a denial; it never sends HEAD, whose answer has no words. */
    private boolean allows(FullHttpResponse response) {
        String body = response.content().toString(StandardCharsets.ISO_8859_1);
        boolean deniedInWords = body.equals("{\"allowed\":false}")
                || toHead && response.headers().contains("Content-Length", "17", false);
        return response.status().code() < 400 && !deniedInWords || body.equals("true");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof PrematureChannelClosureException) && broken == null) {
            broken = new AssertionError("a handler failed", cause);
        }
        ctx.fireExceptionCaught(cause);
    }

    /** Netty would take the error for the channel's, and answer it. */
    private void checking(Runnable checks) {
        try {
            checks.run();
        } catch (RuntimeException | AssertionError e) {
            if (broken == null) {
                broken = new AssertionError(e.getMessage(), e);
            }
        }
    }
}
