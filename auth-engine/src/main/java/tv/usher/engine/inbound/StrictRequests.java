package tv.usher.engine.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads requests of HTTP/1.0 and 1.1. One of another version, or with a line that continues another line (obs-fold), is broken: Netty would
 * make one line of those, and other parsers don't.
 */
final class StrictRequests extends HttpRequestDecoder {

    private boolean inBody;
    private boolean inHead;
    private boolean folded;
    private boolean broken;

    StrictRequests(HttpDecoderConfig config) {
        super(config);
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        HttpMessage message = super.createMessage(initialLine);
        HttpVersion version = message.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new IllegalArgumentException("neither HTTP/1.0 nor HTTP/1.1");
        }
        return message;
    }

    /** Reads at most one head or one part of a body; a head may come in several calls, by whole lines. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (broken) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        int start = buffer.readerIndex();
        int known = out.size();
        super.decode(ctx, buffer, out);
        int end = buffer.readerIndex();
        if (!inBody && end > start) {
            folded |= inHead && isBlank(buffer.getByte(start)) || hasFoldedLine(buffer, start, end);
            inHead = true;
        }
        if (out.size() > known) {
            decoded(out, known);
        }
    }

    private void decoded(List<Object> out, int known) {
        if (out.get(known) instanceof HttpRequest request) {
            inHead = false;
            if (folded) {
                broken = true;
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded line")));
                out.subList(known + 1, out.size()).clear(); // nothing that would have to be released
            }
        }
        inBody = !(out.get(out.size() - 1) instanceof LastHttpContent);
    }

    private static boolean hasFoldedLine(ByteBuf buffer, int start, int end) {
        for (int line = buffer.indexOf(start, end - 1, (byte) '\n');
                line >= 0;
                line = buffer.indexOf(line + 1, end - 1, (byte) '\n')) {
            if (isBlank(buffer.getByte(line + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }
}
