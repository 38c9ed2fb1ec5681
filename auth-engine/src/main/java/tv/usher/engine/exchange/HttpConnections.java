package tv.usher.engine.exchange;

import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/** Speaks HTTP/1.1 on every new connection: requests as they are made, answers read strictly and within bounds. */
final class HttpConnections implements IOEventHandlerFactory {

    private static final int MOST_HEADERS = 200;

    /** One character is one byte. */
    private static final CharCodingConfig BYTES =
            CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

    private static final HttpProcessor NOTHING_ADDED =
            HttpProcessorBuilder.create().build();

    private final Http1Config config;

    /**
     * @param maxAnswerHeaders as in {@link ExchangeSettings}
     */
    HttpConnections(int maxAnswerHeaders) {
        this.config = Http1Config.custom()
                .setMaxLineLength(maxAnswerHeaders)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
    }

    @Override
    public IOEventHandler createHandler(ProtocolIOSession session, Object attachment) {
        AnswerParser parser = new AnswerParser(config);
        return new ClientHttp1IOEventHandler(
                new ClientHttp1StreamDuplexer(
                        session,
                        NOTHING_ADDED,
                        config,
                        BYTES,
                        new ConnectionReuse(),
                        parser,
                        new QuestionWriter(parser),
                        new AnswerLength(),
                        null,
                        null) {
                    @Override
                    protected ContentDecoder createContentDecoder(
                            long length,
                            ReadableByteChannel channel,
                            SessionInputBuffer buffer,
                            BasicHttpTransportMetrics metrics)
                            throws HttpException {
                        return length == ContentLengthStrategy.CHUNKED
                                ? new ChunkedBody(channel, buffer, metrics, config.getMaxLineLength())
                                : super.createContentDecoder(length, channel, buffer, metrics);
                    }
                });
    }
}
