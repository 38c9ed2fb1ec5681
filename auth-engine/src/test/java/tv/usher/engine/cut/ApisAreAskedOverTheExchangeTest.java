package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.exchange.HttpExchange;
import tv.usher.engine.util.Clock;

/** The engine's own exchange sends what a cutter asks, whatever the method, and bounds the answer. */
class ApisAreAskedOverTheExchangeTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Timer timer = new HashedWheelTimer();
    private HttpServer server;
    private HttpExchange exchange;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
        server.createContext("/api", call -> {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(call.getRequestMethod()
                    + ' '
                    + call.getRequestURI()
                    + ' '
                    + call.getRequestHeaders().getFirst("Authorization")
                    + ' '
                    + call.getRequestHeaders().getFirst("Content-Type")
                    + ' '
                    + body);
            byte[] answer = "{\"code\":0}".getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.createContext("/hangs", call -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/floods", call -> {
            call.sendResponseHeaders(200, 10_000);
            call.getResponseBody().write(new byte[10_000]);
            call.close();
        });
        server.start();
        exchange = new HttpExchange(
                "media-servers",
                new ExchangeSettings(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        8,
                        0,
                        100,
                        Duration.ofSeconds(4),
                        1_000,
                        16_384,
                        Duration.ofSeconds(5),
                        Optional.empty()),
                false,
                1,
                (address, connects) -> {},
                () -> {},
                timer,
                Clock.system());
    }

    @AfterEach
    void stop() {
        over.countDown();
        exchange.close();
        timer.stop();
        server.stop(0);
    }

    @Test
    void byAnyMethodWithAndWithoutABody() {
        Header login = new Header("Authorization", "Basic abc");

        BackendResponse answer = send("DELETE", "/api/v1/clients/a", List.of(login), "");
        send("POST", "/api/kick/b", List.of(), "");
        send("POST", "/api/control/", List.of(login), "{\"cmd\":\"sessions\"}");
        send("GET", "/api/drop?app=live&name=a~b&clientid=1", List.of(), "");

        assertThat(CutResult.isGood(answer)).isTrue();
        assertThat(answer.body()).isEqualTo("{\"code\":0}");

        assertThat(heard)
                .containsExactly(
                        "DELETE /api/v1/clients/a Basic abc null ",
                        "POST /api/kick/b null null ",
                        "POST /api/control/ Basic abc application/json {\"cmd\":\"sessions\"}",
                        "GET /api/drop?app=live&name=a~b&clientid=1 null null ");
    }

    @Test
    void oneThatHangsIsGivenUpInTime() {
        assertThatThrownBy(() ->
                        api(Duration.ofMillis(300)).ask("DELETE", "/hangs").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ExchangeFailure.class);
    }

    @Test
    void anAnswerIsBounded() {
        assertThatThrownBy(() -> send("GET", "/floods", List.of(), "")).hasCauseInstanceOf(ExchangeFailure.class);
    }

    private BackendResponse send(String method, String pathAndQuery, List<Header> headers, String json) {
        return api(Duration.ofSeconds(10))
                .send(method, pathAndQuery, headers, json)
                .join();
    }

    private ApiClient api(Duration left) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ApiClient(base, Optional.empty(), exchange::send, () -> left);
    }
}
