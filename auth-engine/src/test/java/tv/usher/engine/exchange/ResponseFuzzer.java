package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import tv.usher.api.BackendResponse;
import tv.usher.engine.Seeds;
import tv.usher.engine.util.Clock;

/**
 * Any bytes as a backend's answer, through the connection's own handlers, and then its end. The question ends once, the same in whatever
 * pieces the bytes come; what is taken for an answer is held against them by {@link ResponseWitness}.
 */
public final class ResponseFuzzer {

    static final int MAX_ANSWER = 4096;
    private static final int MAX_HEADERS = 2048;
    private static final int SHORT = 200;
    private static final ResponseLines LINES = new ResponseLines(MAX_HEADERS);

    private ResponseFuzzer() {}

    /** Called by Jazzer, before its time begins: classes are loaded and instrumented here. */
    public static void fuzzerInitialize() throws IOException {
        for (Path seed : Seeds.of(ResponseFuzzer.class).files()) {
            fuzzerTestOneInput(Files.readAllBytes(seed));
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Optional<BackendResponse> whole = read(bytes);
        assertThat(read(bytes, bytes.length / 2 + 1).response())
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*receivedAt")
                .as("in two pieces")
                .isEqualTo(whole);
        if (whole.isPresent() || bytes.length <= SHORT) {
            Reading byByte = read(bytes, 1);
            assertThat(byByte.response())
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*receivedAt")
                    .as("byte by byte")
                    .isEqualTo(whole);
            whole.ifPresent(answer -> new ResponseWitness(bytes, byByte.needed()).check(answer));
        }
    }

    /**
     * How a question ended.
     *
     * @param response empty if it failed
     * @param needed   how many bytes had come by then; one more than there are if it took the end of the connection
     */
    record Reading(Optional<BackendResponse> response, int needed) {}

    static Optional<BackendResponse> read(byte[] bytes) {
        return read(bytes, Math.max(1, bytes.length)).response();
    }

    static Reading read(byte[] bytes, int piece) {
        TestingConnection connection = new TestingConnection();
        IOEventHandler handler = handler(connection);
        TestingCall call = new TestingCall();
        ResponseCollector collector = new ResponseCollector(() -> 0, LINES, MAX_ANSWER, Clock.system());
        int needed = bytes.length + 1;
        try {
            handler.connected(connection);
            connection.enqueue(command(call, collector), Command.Priority.NORMAL);
            handler.outputReady(connection);
            for (int at = 0; at < bytes.length; at += piece) {
                int to = Math.min(bytes.length, at + piece);
                connection.come(Arrays.copyOfRange(bytes, at, to));
                readAll(handler, connection);
                collector.releaseResources();
                needed = call.isOver() ? Math.min(needed, to) : needed;
            }
            connection.end();
            readAll(handler, connection);
        } catch (IOException | RuntimeException e) {
            handler.exception(connection, e);
        }
        handler.disconnected(connection);
        collector.releaseResources();
        return new Reading(call.outcome(), needed);
    }

    /** What HttpClient makes for a connection, with our configuration. */
    private static IOEventHandler handler(TestingConnection connection) {
        return new ClientHttp1IOEventHandler(new ClientHttp1StreamDuplexerFactory(
                        HttpProcessorBuilder.create().build(),
                        BackendClient.http1(MAX_HEADERS),
                        CharCodingConfig.custom().setCharset(LINES).build(),
                        DefaultClientConnectionReuseStrategy.INSTANCE,
                        new DefaultHttpResponseParserFactory(BackendClient.http1(MAX_HEADERS)),
                        DefaultHttpRequestWriterFactory.INSTANCE,
                        null)
                .create(connection));
    }

    private static Command command(TestingCall call, ResponseCollector collector) {
        BasicHttpRequest request = new BasicHttpRequest("GET", new HttpHost("mw.example.com"), "/?token=1");
        return new RequestExecutionCommand(
                new BasicClientExchangeHandler<>(new BasicRequestProducer(request, null), collector, call),
                HttpClientContext.create());
    }

    /** As a selector calls for as long as there is something to read. */
    private static void readAll(IOEventHandler handler, TestingConnection connection) throws IOException {
        do {
            if (connection.isOpen()) {
                handler.inputReady(connection, null);
            }
        } while (connection.isOpen() && connection.hasUnread());
    }
}
