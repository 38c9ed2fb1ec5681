package tv.usher.engine.exchange;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;

/** Tells the connection's parser that an answer may come now. */
final class QuestionWriter extends DefaultHttpRequestWriter<HttpRequest> {

    private final AnswerParser parser;

    QuestionWriter(AnswerParser parser) {
        this.parser = parser;
    }

    @Override
    public void write(HttpRequest question, SessionOutputBuffer buffer) throws IOException, HttpException {
        parser.expectAnswer();
        super.write(question, buffer);
    }
}
