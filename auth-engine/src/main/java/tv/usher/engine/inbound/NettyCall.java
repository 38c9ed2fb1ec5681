package tv.usher.engine.inbound;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.UnreadableCall;
import tv.usher.engine.util.ReasonCode;

/** A call as it came over HTTP. */
final class NettyCall implements Call {

    /** What edges tell with every segment, so that no name is hashed again for each look-up. */
    private static final Map<String, AsciiString> HASHED = Stream.of(
                    "X-Original-URI",
                    "X-Original-URL",
                    "X-Forwarded-Uri",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "X-Real-IP",
                    "User-Agent",
                    "Referer")
            .collect(Collectors.toUnmodifiableMap(name -> name, AsciiString::cached));

    private final String caller;
    private final FullHttpRequest request;
    private final HttpHeaders headers;

    NettyCall(String caller, FullHttpRequest request) {
        this.caller = caller;
        this.request = request;
        this.headers = request.headers();
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public String header(String name) {
        AsciiString hashed = HASHED.get(name);
        Iterator<String> values = headers.valueStringIterator(hashed == null ? name : hashed);
        if (!values.hasNext()) {
            return "";
        }
        String value = values.next();
        while (values.hasNext()) {
            if (!values.next().equals(value)) {
                throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, name + " came more than once");
            }
        }
        return value;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getAll(name);
    }

    @Override
    public byte[] body() {
        return ByteBufUtil.getBytes(request.content());
    }
}
