package tv.usher.engine.inbound;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import tv.usher.api.Header;
import tv.usher.engine.dialect.Reply;

/** Answers as HTTP, without a body: with one, nginx would open a new connection for every question. */
final class Responses {

    /** By {@link Header}, whose texts are the only ones that come from outside. */
    private static final HttpHeadersFactory CHECKED_ALREADY =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Responses() {}

    static FullHttpResponse of(Reply reply) {
        FullHttpResponse response = of(HttpResponseStatus.valueOf(reply.status()));
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
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER, CHECKED_ALREADY, CHECKED_ALREADY);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return response;
    }
}
