package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;
import tv.usher.daemon.cli.Form;

/** nginx-rtmp's {@code on_…} calls: its own fields, those of the call, then the viewer's arguments as they came. */
final class NginxRtmpCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        ViewerUrl url = viewer.url();
        Form form = new Form()
                .with("app", url.application())
                .with("flashver", viewer.userAgent())
                .with("swfurl", "")
                .with("tcurl", url.origin() + '/' + url.application())
                .with("pageurl", "")
                .with("addr", viewer.client())
                .with("clientid", viewer.session());
        switch (event) {
            case OPEN -> opening(viewer, form);
            case UPDATE ->
                form.with("call", viewer.publishes() ? "update_publish" : "update_play")
                        .with("time", "30")
                        .with("timestamp", "30000")
                        .with("name", url.streamOfApplication());
            case CLOSE ->
                form.with("call", viewer.publishes() ? "publish_done" : "play_done")
                        .with("name", url.streamOfApplication());
        }
        form.withRaw(url.query());
        return Optional.of(CallerRequest.post(
                        "/nginx-rtmp",
                        form.toString(),
                        new Header("Content-Type", "application/x-www-form-urlencoded"),
                        new Header("Connection", "Close"))
                .overHttp10());
    }

    private static void opening(ViewerRequest viewer, Form form) {
        String stream = viewer.url().streamOfApplication();
        if (viewer.publishes()) {
            form.with("call", "publish").with("name", stream).with("type", "live");
        } else {
            // -2000, "live or recorded", as the module prints it
            form.with("call", "play")
                    .with("name", stream)
                    .with("start", "4294965296")
                    .with("duration", "0")
                    .with("reset", "0");
        }
    }

    /** The first digit counts. */
    @Override
    public Reading read(CallerAnswer answer) {
        return answer.isSuccess() || answer.status() / 100 == 3 ? Reading.PLAYS : Reading.denied(answer);
    }

    @Override
    public String withoutUsher() {
        return "nobody new gets in, and on_update, if it is set, ends who plays";
    }
}
