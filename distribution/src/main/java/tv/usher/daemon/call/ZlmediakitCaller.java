package tv.usher.daemon.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The web hooks of ZLMediaKit. */
final class ZlmediakitCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event == CallEvent.UPDATE) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("mediaServerId", "usher")
                .put("schema", url.protocol())
                .put("vhost", "__defaultVhost__")
                .put("app", url.application())
                .put("stream", url.streamOfApplication())
                .put("params", url.query())
                .put("ip", viewer.client())
                .put("port", 50000)
                .put("id", viewer.session());
        if (event == CallEvent.CLOSE) {
            json.put("player", !viewer.publishes()).put("duration", 60).put("totalBytes", 7_340_032);
            return Optional.of(CallerRequest.json("/zlmediakit/on_flow_report", json));
        }
        return Optional.of(CallerRequest.json("/zlmediakit/" + (viewer.publishes() ? "on_publish" : "on_play"), json));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        return CodeInBody.read(answer);
    }

    @Override
    public String withoutUsher() {
        return "ZLMediaKit denies";
    }
}
