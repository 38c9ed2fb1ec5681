package tv.usher.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.engine.util.Clock;

/** Collects one response within its bounds, on the I/O thread, and refuses what HttpCore would let pass. */
final class ResponseCollector implements AsyncResponseConsumer<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseCollector.class);
    private static final int USUAL_BODY = 256;
    private static final int MOST_DIGITS = 18;

    private final BackendCall call;
    private final ResponseLines allLines;
    private final int maxBody;
    private final Clock clock;
    private ResponseLines.@Nullable Connection lines;
    private int status;
    private List<Header> headers = List.of();
    private @Nullable ByteArrayBuffer body;
    private @Nullable BackendResponse whole;

    ResponseCollector(BackendCall call, ResponseLines allLines, int maxBody, Clock clock) {
        this.call = call;
        this.allLines = allLines;
        this.maxBody = maxBody;
        this.clock = clock;
    }

    @Override
    public void consumeResponse(
            HttpResponse head, EntityDetails entity, HttpContext context, FutureCallback<Void> callback)
            throws HttpException, IOException {
        lines = allLines.latest();
        check(head);
        lines().headEnded();
        status = head.getCode();
        headers = headers(head);
        if (entity == null) {
            collected("");
        } else {
            long length = entity.getContentLength();
            requireWithinBound(length);
            body = new ByteArrayBuffer(length < 0 ? USUAL_BODY : (int) length);
        }
    }

    private void check(HttpResponse head) throws HttpException, IOException {
        if (!lines().isHeadWhole()) {
            throw new ConnectionClosedException("Closed within the head");
        }
        if (call.receivedWhenSent() != lines().readBefore()) {
            throw new ProtocolException("Bytes that came before the request was sent");
        }
        if (!lines().isRegular()) {
            throw new ProtocolException("Not a status line");
        }
        org.apache.hc.core5.http.Header length = head.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (head.containsHeader(HttpHeaders.TRANSFER_ENCODING) || !isNumber(length.getValue()))) {
            throw new ProtocolException("Two lengths, or one that is no number");
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }

    /** A header that {@link Header} refuses is left out: nobody could pass it on. */
    private static List<Header> headers(HttpResponse head) {
        org.apache.hc.core5.http.Header[] all = head.getHeaders();
        List<Header> headers = new ArrayList<>(all.length);
        for (org.apache.hc.core5.http.Header header : all) {
            try {
                headers.add(new Header(header.getName(), header.getValue()));
            } catch (IllegalArgumentException e) {
                LOG.debug("a header of the response is left out");
            }
        }
        return headers;
    }

    @Override
    public void informationResponse(HttpResponse interim, HttpContext context) {}

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer bytes) throws MessageConstraintException {
        ByteArrayBuffer collected = Objects.requireNonNull(body);
        lines().readBody(bytes.remaining());
        requireWithinBound((long) collected.length() + bytes.remaining());
        collected.append(bytes);
    }

    private ResponseLines.Connection lines() {
        return Objects.requireNonNull(lines);
    }

    private void requireWithinBound(long length) throws MessageConstraintException {
        if (length > maxBody) {
            throw new MessageConstraintException("Answer too long");
        }
    }

    @Override
    public void streamEnd(List<? extends org.apache.hc.core5.http.Header> trailers) throws HttpException {
        ByteArrayBuffer all = Objects.requireNonNull(body);
        collected(new String(all.array(), 0, all.length(), StandardCharsets.UTF_8));
    }

    /** What is thrown here closes the connection, and doesn't change the response. */
    private void collected(String text) throws HttpException {
        lines().responseEnded();
        if (!call.answered()) {
            throw new ProtocolException("Given up");
        }
        whole = BackendResponse.of(status).headers(headers).body(text).receivedAt(clock.instant());
        if (call.received() != lines().read()) {
            throw new ProtocolException("Bytes after the response");
        }
    }

    @Override
    public void failed(Exception cause) {}

    /** HttpClient calls this when the connection is given back already. */
    @Override
    public void releaseResources() {
        if (whole != null) {
            call.complete(whole);
        }
    }
}
