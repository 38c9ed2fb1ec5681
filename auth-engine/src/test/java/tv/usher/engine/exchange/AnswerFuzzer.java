package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import tv.usher.api.BackendResponse;
import tv.usher.engine.Seeds;

/**
 * Any bytes as a backend's answer, through the connection's own handlers, and then its end. The question ends once; it is answered only
 * as {@link WrittenAnswer} reads the same bytes, within the bounds, and in whatever pieces they arrive.
 */
public final class AnswerFuzzer {

    private static final int MAX_ANSWER = 4096;
    private static final int MAX_HEADERS = 2048;

    private AnswerFuzzer() {}

    /** Called by Jazzer, before its time begins: classes are loaded and instrumented here. */
    public static void fuzzerInitialize() throws IOException {
        for (Path seed : Seeds.of(AnswerFuzzer.class).files()) {
            fuzzerTestOneInput(Files.readAllBytes(seed));
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Optional<BackendResponse> whole = read(bytes, Math.max(1, bytes.length));
        whole.ifPresent(answer -> {
            assertThat(answer.body().length()).isLessThanOrEqualTo(MAX_ANSWER);
            WrittenAnswer.of(bytes).requireSaid(answer);
        });
        assertThat(read(bytes, bytes.length / 2 + 1)).as("in two pieces").isEqualTo(whole);
        if (bytes.length <= 200) {
            assertThat(read(bytes, 1)).as("byte by byte").isEqualTo(whole);
        }
    }

    /** Empty if the question failed. */
    static Optional<BackendResponse> read(byte[] bytes, int piece) {
        TestingConnection connection = new TestingConnection();
        IOEventHandler handler = new HttpConnections(MAX_HEADERS).createHandler(connection, null);
        TestingAnswer answer = new TestingAnswer();
        QuestionHead question = new QuestionHead("GET /?token=1 HTTP/1.1\r\nHost: mw.example.com\r\n\r\n");
        AnswerReader reader = new AnswerReader(answer, question, "mw.example.com", MAX_ANSWER);
        try {
            handler.connected(connection);
            connection.enqueue(new RequestExecutionCommand(reader, HttpCoreContext.create()), Command.Priority.NORMAL);
            handler.outputReady(connection);
            for (int at = 0; at < bytes.length; at += piece) {
                connection.come(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
                readAll(handler, connection);
            }
            connection.end();
            readAll(handler, connection);
        } catch (IOException e) {
            handler.exception(connection, e);
        }
        handler.disconnected(connection);
        return answer.outcome();
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
