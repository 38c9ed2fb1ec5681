package tv.usher.engine.exchange;

import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.NHttpMessageWriter;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;

/** Writes a question as it is, and tells the connection's parser that an answer may come now. */
final class QuestionWriter implements NHttpMessageWriter<HttpRequest> {

    private final AnswerParser parser;

    QuestionWriter(AnswerParser parser) {
        this.parser = parser;
    }

    @Override
    public void write(HttpRequest question, SessionOutputBuffer buffer) {
        parser.expectAnswer();
        buffer.write(((QuestionHead) question).bytes());
    }

    @Override
    public void reset() {}
}
