package tv.usher.engine.inbound;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.UnreadableCall;

/** A call as it came over HTTP. */
final class NettyCall implements Call {

    private final String target;
    private final HttpHeaders headers;

    NettyCall(HttpRequest request) {
        this.target = request.uri();
        this.headers = request.headers();
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String header(String name) {
        Iterator<String> values = headers.valueStringIterator(name);
        if (!values.hasNext()) {
            return "";
        }
        String value = values.next();
        while (values.hasNext()) {
            if (!values.next().equals(value)) {
                throw new UnreadableCall(name + " came more than once");
            }
        }
        return value;
    }

    @Override
    public String lastHeader(String name) {
        List<String> all = headers.getAll(name);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }
}
