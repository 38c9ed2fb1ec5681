package tv.usher.daemon.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import tv.usher.api.Header;

/** MediaMTX with {@code authMethod: http}: all keys always, and a connection for each question. */
final class MediamtxCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        String protocol = url.protocol();
        boolean readsToken = protocol.equals("rtsp") || protocol.equals("rtmp");
        return Optional.of(CallerRequest.json(
                "/mediamtx",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ip", viewer.client())
                        .put("user", "")
                        .put("password", "")
                        .put("token", readsToken ? viewer.token() : "")
                        .put("action", viewer.publishes() ? "publish" : "read")
                        .put("path", url.stream())
                        .put("protocol", protocol)
                        .put("id", viewer.session())
                        .put("query", url.query())
                        .put("userAgent", viewer.userAgent()),
                new Header("Connection", "close")));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        return answer.isSuccess() ? Reading.PLAYS : Reading.denied(answer);
    }

    @Override
    public String withoutUsher() {
        return "MediaMTX denies";
    }
}
