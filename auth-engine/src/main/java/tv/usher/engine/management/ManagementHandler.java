package tv.usher.engine.management;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import tv.usher.engine.inbound.RequestHandler;
import tv.usher.engine.management.api.Api;
import tv.usher.engine.management.api.ApiAccess;
import tv.usher.engine.management.api.PageContent;
import tv.usher.engine.management.page.PageFiles;

/**
 * Serves the read-only pages of the management listener, and passes the other requests to the API. Who reaches neither, since a page in the
 * operator's browser asks or the token is missing, can't send a body either.
 */
final class ManagementHandler extends SimpleChannelInboundHandler<FullHttpRequest> implements RequestHandler {

    private final Map<String, ManagementPage> pages;
    private final PageFiles files;
    private final Api api;
    private final InetAddress peer;

    ManagementHandler(Map<String, ManagementPage> pages, PageFiles files, Api api, InetAddress peer) {
        this.peer = peer;
        this.pages = pages;
        this.files = files;
        this.api = api;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpMethod method = request.method();
        if (Api.isStream(request)) {
            api.stream(
                    request,
                    peer,
                    ctx.channel(),
                    isLoopbackListener(ctx),
                    refused -> ctx.writeAndFlush(toHttp(method, refused)));
        } else if (Api.isAt(request.uri())) {
            api.answer(request, peer, isLoopbackListener(ctx), content -> ctx.writeAndFlush(toHttp(method, content)));
        } else {
            ctx.writeAndFlush(toHttp(method, page(request, isLoopbackListener(ctx))));
        }
    }

    @Override
    public boolean takesBody(ChannelHandlerContext ctx, HttpRequest head) {
        return Api.isAt(head.uri()) && api.admits(head.headers(), isLoopbackListener(ctx));
    }

    /** Decided by the address of the listener: if other machines can reach it, a connection over loopback isn't trusted either. */
    private static boolean isLoopbackListener(ChannelHandlerContext ctx) {
        return ctx.channel().parent().localAddress() instanceof InetSocketAddress listening
                && listening.getAddress().isLoopbackAddress();
    }

    private PageContent page(FullHttpRequest request, boolean loopback) {
        if (loopback && ApiAccess.namesAnother(request.headers())) {
            return PageContent.text(403, "this listener is for programs on this machine: ask for 127.0.0.1\n");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return PageContent.text(405, "only GET and HEAD\n", Map.of("Allow", "GET, HEAD"));
        }
        String path = Api.pathOf(request.uri());
        Optional<PageContent> file = files.find(path, request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""));
        if (file.isPresent()) {
            return file.get();
        }
        ManagementPage page = pages.get(path);
        if (page == null) {
            return PageContent.text(404, "there are /, " + String.join(", ", pages.keySet()) + "\n");
        }
        String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
        return page.render(accept);
    }

    private static FullHttpResponse toHttp(HttpMethod method, PageContent content) {
        var status = HttpResponseStatus.valueOf(content.status());
        var body = method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content.body());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        if (!status.equals(HttpResponseStatus.NO_CONTENT) && !status.equals(HttpResponseStatus.NOT_MODIFIED)) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, content.type());
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.body().length);
        }
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        content.headers().forEach(response.headers()::set);
        return response;
    }
}
