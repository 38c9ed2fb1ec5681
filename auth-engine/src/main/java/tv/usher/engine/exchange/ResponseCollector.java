package tv.usher.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.engine.util.Clock;

/** Collects one response within its bounds, on the I/O thread, and refuses what HttpCore would let pass. */
final class ResponseCollector implements AsyncResponseConsumer<BackendResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseCollector.class);
    private static final int USUAL_BODY = 256;

    private final LongSupplier receivedBefore;
    private final ResponseLines allLines;
    private final int maxBody;
    private final Clock clock;
    private ResponseLines.@Nullable Connection lines;
    private @Nullable EndpointDetails traffic;
    private @Nullable FutureCallback<BackendResponse> result;
    private int status;
    private List<Header> headers = List.of();
    private ByteArrayBuffer body = new ByteArrayBuffer(0);
    private @Nullable BackendResponse whole;

    /**
     * @param receivedBefore bytes that came over the connection before the request was sent
     */
    ResponseCollector(LongSupplier receivedBefore, ResponseLines allLines, int maxBody, Clock clock) {
        this.receivedBefore = receivedBefore;
        this.allLines = allLines;
        this.maxBody = maxBody;
        this.clock = clock;
    }

    @Override
    public void consumeResponse(
            HttpResponse head, EntityDetails entity, HttpContext context, FutureCallback<BackendResponse> callback)
            throws HttpException, IOException {
        lines = allLines.latest();
        traffic = HttpCoreContext.cast(context).getEndpointDetails();
        result = callback;
        check(head, lines);
        lines.inHead = false;
        status = head.getCode();
        headers = headers(head);
        if (entity == null) {
            streamEnd(null);
        } else {
            long length = entity.getContentLength();
            requireWithinBound(length);
            body = new ByteArrayBuffer(length < 0 ? USUAL_BODY : (int) length);
        }
    }

    private void check(HttpResponse head, ResponseLines.Connection lines) throws HttpException, IOException {
        if (!lines.blank) {
            throw new ConnectionClosedException("Closed within the head");
        }
        if (lines.irregular || receivedBefore.getAsLong() != lines.readBefore) {
            throw new ProtocolException("Not a status line, or bytes that came before the request was sent");
        }
        org.apache.hc.core5.http.Header length = head.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null
                && (head.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                        || length.getValue().startsWith("+"))) {
            throw new ProtocolException("Two lengths, or one with a sign");
        }
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
        lines().read += bytes.remaining();
        requireWithinBound((long) body.length() + bytes.remaining());
        body.append(bytes);
    }

    private ResponseLines.Connection lines() {
        return Objects.requireNonNull(lines);
    }

    private void requireWithinBound(long length) throws MessageConstraintException {
        if (length > maxBody) {
            throw new MessageConstraintException("Answer too long");
        }
    }

    /** What is thrown here closes the connection, and doesn't change the response. */
    @Override
    public void streamEnd(@Nullable List<? extends org.apache.hc.core5.http.Header> trailers) throws HttpException {
        lines().responseEnded();
        String text = new String(body.array(), 0, body.length(), StandardCharsets.UTF_8);
        whole = BackendResponse.of(status).headers(headers).body(text).receivedAt(clock.instant());
        if (Objects.requireNonNull(traffic).getReceivedBytesCount() != lines().read) {
            throw new ProtocolException("Bytes after the response");
        }
    }

    /** HttpClient calls this, or the next one, when the connection is given back already. */
    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    @Override
    public void releaseResources() {
        if (whole != null) {
            Objects.requireNonNull(result).completed(whole);
        }
    }
}
