package tv.usher.daemon.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The {@code http_hooks} of SRS. */
final class SrsCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event == CallEvent.UPDATE) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("server_id", "vid-usher")
                .put("action", hook(viewer, event))
                .put("client_id", viewer.session())
                .put("ip", viewer.client())
                .put("vhost", "__defaultVhost__")
                .put("app", url.application())
                .put("stream", url.streamOfApplication())
                .put("param", url.markedQuery());
        if (event == CallEvent.OPEN) {
            json.put(viewer.publishes() ? "tcUrl" : "pageUrl", viewer.publishes() ? url.origin() : "");
        }
        return Optional.of(CallerRequest.json("/srs", json));
    }

    private static String hook(ViewerRequest viewer, CallEvent event) {
        if (event == CallEvent.OPEN) {
            return viewer.publishes() ? "on_publish" : "on_play";
        }
        return viewer.publishes() ? "on_unpublish" : "on_stop";
    }

    @Override
    public Reading read(CallerAnswer answer) {
        return CodeInBody.read(answer);
    }

    @Override
    public String withoutUsher() {
        return "SRS denies";
    }
}
