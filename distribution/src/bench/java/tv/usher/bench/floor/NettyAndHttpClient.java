package tv.usher.bench.floor;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * The floor of a decision that asks one backend: Netty in front of HttpClient's own asynchronous client, configured as Usher does. The
 * backend gets the query and the five headers that the caller has sent; the caller gets 200 if the backend said so, else 403.
 */
public final class NettyAndHttpClient {

    private static final List<String> PASSED_ON =
            List.of("X-Session-Id", "X-Real-Ip", "X-Real-Path", "X-Real-Origin", "X-Real-Ua");

    private final HttpHost backend;
    private final CloseableHttpAsyncClient client = client();

    private NettyAndHttpClient(HttpHost backend) {
        this.backend = backend;
    }

    /**
     * @param args the port, and the backend's address
     */
    public static void main(String[] args) {
        NettyAndHttpClient floor = new NettyAndHttpClient(HttpHost.create(URI.create(args[1])));
        floor.client.start();
        BareListener.listen(Integer.parseInt(args[0]), floor::ask);
    }

    private static CloseableHttpAsyncClient client() {
        return HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setConnPoolPolicy(PoolReusePolicy.LIFO)
                        .setMaxConnTotal(100)
                        .setMaxConnPerRoute(100)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setCharCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setAuthenticationEnabled(false).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent("bench")
                .build();
    }

    private void ask(HttpRequest request, ChannelHandlerContext ctx) {
        BasicHttpRequest question = new BasicHttpRequest("GET", backend, request.uri());
        for (String name : PASSED_ON) {
            String value = request.headers().get(name);
            if (value != null) {
                question.addHeader(name, value);
            }
        }
        client.execute(
                new BasicRequestProducer(question, null),
                new BasicResponseConsumer<>(new DiscardingEntityConsumer<>()),
                new FutureCallback<Message<HttpResponse, Object>>() {
                    @Override
                    public void completed(Message<HttpResponse, Object> answer) {
                        ctx.writeAndFlush(answer.getHead().getCode() == 200 ? Answers.allow() : deny());
                    }

                    @Override
                    public void failed(Exception e) {
                        ctx.writeAndFlush(deny());
                    }

                    @Override
                    public void cancelled() {
                        ctx.writeAndFlush(deny());
                    }
                });
    }

    private static FullHttpResponse deny() {
        return Answers.of(HttpResponseStatus.FORBIDDEN);
    }
}
