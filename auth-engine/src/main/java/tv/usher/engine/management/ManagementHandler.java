package tv.usher.engine.management;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;

/** Serves the pages of the management listener; reading is all one can do there. */
final class ManagementHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Map<String, ManagementPage> pages;

    ManagementHandler(Map<String, ManagementPage> pages) {
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        ctx.writeAndFlush(toHttp(request.method(), answer(request)));
    }

    private PageContent answer(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return PageContent.text(405, "only GET and HEAD\n");
        }
        ManagementPage page = pages.get(new QueryStringDecoder(request.uri()).rawPath());
        if (page == null) {
            return PageContent.text(404, "there are " + String.join(", ", pages.keySet()) + "\n");
        }
        String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
        return page.render(accept);
    }

    private static FullHttpResponse toHttp(HttpMethod method, PageContent content) {
        var status = HttpResponseStatus.valueOf(content.status());
        var body = method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content.body());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, content.type());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.body().length);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        return response;
    }
}
