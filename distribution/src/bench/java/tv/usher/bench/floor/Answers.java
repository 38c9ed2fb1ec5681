package tv.usher.bench.floor;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** What Usher answers to the bench's questions, byte for byte but for the session's name. */
final class Answers {

    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Answers() {}

    static FullHttpResponse allow() {
        FullHttpResponse response = of(HttpResponseStatus.OK);
        response.headers()
                .add("X-Session-Id", "7f3a")
                .add("X-Session-Name", "77")
                .add("X-UserId", "77")
                .add("X-AuthDuration", "3600");
        return response;
    }

    static FullHttpResponse of(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER, UNCHECKED, UNCHECKED);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return response;
    }
}
