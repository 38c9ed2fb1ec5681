package tv.usher.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.ByteArrayBuffer;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/** Sends one question and reads its answer, all of it on the connection's I/O thread. */
final class AnswerReader implements AsyncClientExchangeHandler {

    private static final int USUAL_BODY = 256;

    private final PendingAnswer question;
    private final QuestionHead head;
    private final String host;
    private final int maxAnswer;
    private boolean sent;
    private int status;
    private List<Header> headers = List.of();
    private ByteArrayBuffer body;

    AnswerReader(PendingAnswer question, QuestionHead head, String host, int maxAnswer) {
        this.question = question;
        this.head = head;
        this.host = host;
        this.maxAnswer = maxAnswer;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        sent = true;
        channel.sendRequest(head, null, context);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void produce(DataStreamChannel channel) {}

    @Override
    public void consumeInformation(HttpResponse interim, HttpContext context) {}

    @Override
    public void consumeResponse(HttpResponse head, EntityDetails entity, HttpContext context) throws IOException {
        status = head.getCode();
        headers = headers(head);
        if (entity == null) {
            complete("");
        } else {
            requireWithinBound(entity.getContentLength());
            body = new ByteArrayBuffer(USUAL_BODY);
        }
    }

    /** A header that {@link Header} refuses is left out: nobody could pass it on. */
    private static List<Header> headers(HttpResponse head) {
        List<Header> headers = new ArrayList<>();
        for (org.apache.hc.core5.http.Header header : head.getHeaders()) {
            try {
                headers.add(new Header(header.getName(), header.getValue()));
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return headers;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer bytes) throws IOException {
        requireWithinBound((long) body.length() + bytes.remaining());
        body.append(bytes);
    }

    private void requireWithinBound(long length) throws MessageConstraintException {
        if (length > maxAnswer) {
            throw new MessageConstraintException("Answer too long");
        }
    }

    @Override
    public void streamEnd(List<? extends org.apache.hc.core5.http.Header> trailers) {
        complete(new String(body.array(), 0, body.length(), StandardCharsets.UTF_8));
    }

    private void complete(String text) {
        question.succeed(new BackendResponse(status, headers, text));
    }

    @Override
    public void failed(Exception cause) {
        fail(Failures.whileAsking(cause, host));
    }

    @Override
    public void cancel() {
        fail(Failures.closedEarly());
    }

    private void fail(ExchangeFailure failure) {
        if (sent) {
            question.fail(failure);
        } else {
            question.failUnsent(failure);
        }
    }

    @Override
    public void releaseResources() {}
}
