package tv.usher.engine.management.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.usher.engine.event.EventLine;

/** One who listens, as server-sent events (WHATWG). Thread-safe; never blocks. */
final class EventStream {

    /** Who hasn't read so much is too slow. */
    private static final int MOST_UNREAD = 1 << 20;

    /** In which a client of a stream that ends can read the rest. */
    private static final Duration LAST_READ = Duration.ofMillis(100);

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS = "event: status\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final StreamRequest wanted;

    EventStream(Channel channel, StreamRequest wanted) {
        this.channel = channel;
        this.wanted = wanted;
    }

    /**
     * @param chunked false for a client of HTTP/1.0, which reads until the connection ends
     */
    void begin(boolean chunked) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(MOST_UNREAD / 2, MOST_UNREAD));
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Accel-Buffering", "no")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (chunked) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        channel.write(head);
        heartbeat();
    }

    boolean wantsStatus() {
        return wanted.status();
    }

    /** False if it can't take more. */
    boolean heard(List<EventLine> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (EventLine event : events) {
            if (wanted.types().contains(event.type())) {
                bytes.writeBytes(DATA);
                bytes.writeBytes(event.json());
                bytes.writeBytes(END);
            }
        }
        return bytes.size() == 0 || send(bytes.toByteArray());
    }

    /** As {@link #heard}. */
    boolean status(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(STATUS);
        bytes.writeBytes(json);
        bytes.writeBytes(END);
        return send(bytes.toByteArray());
    }

    /** As {@link #heard}. Tells a client that there is nothing to tell. */
    boolean heartbeat() {
        return send(HEARTBEAT);
    }

    private boolean send(byte[] bytes) {
        if (!channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
        return true;
    }

    /** Once all is written, or a moment later for who doesn't read. */
    void end() {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(this::drop, LAST_READ.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** At once, since it reads nothing. */
    void drop() {
        channel.close();
    }
}
