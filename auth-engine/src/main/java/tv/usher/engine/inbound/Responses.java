package tv.usher.engine.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import tv.usher.api.Header;
import tv.usher.engine.dialect.Reply;

/** Writes answers as HTTP, mostly without a body: with a body, nginx would open a new connection for every question. */
final class Responses {

    /** {@link Header} has checked them; no other text comes from outside. */
    private static final HttpHeadersFactory CHECKED_ALREADY =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Responses() {}

    /**
     * @param toHead the answer has the same headers, but no body
     */
    static FullHttpResponse of(Reply reply, boolean toHead) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
        boolean withBody = !reply.body().isEmpty() && !toHead;
        FullHttpResponse response = of(
                status,
                withBody ? Unpooled.copiedBuffer(reply.body(), StandardCharsets.ISO_8859_1) : Unpooled.EMPTY_BUFFER);
        if (!reply.body().isEmpty()) {
            response.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length());
        }
        for (Header header : reply.headers()) {
            response.headers().add(header.name(), header.value());
        }
        return response;
    }

    /** The last answer of its connection. */
    static FullHttpResponse closing(HttpResponseStatus status) {
        FullHttpResponse response = of(status);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    static FullHttpResponse of(HttpResponseStatus status) {
        return of(status, Unpooled.EMPTY_BUFFER);
    }

    private static FullHttpResponse of(HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, CHECKED_ALREADY, CHECKED_ALREADY);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return response;
    }
}
