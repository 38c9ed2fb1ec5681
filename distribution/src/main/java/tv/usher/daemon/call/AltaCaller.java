package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;

/** Cesbo Alta's "HTTP Backend". */
final class AltaCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        return Optional.of(CallerRequest.get(
                "/cesbo" + url.markedQuery(),
                new Header("X-Session-Id", viewer.session()),
                new Header("X-Real-Ip", viewer.client()),
                new Header("X-Real-Path", url.path()),
                new Header("X-Real-Origin", url.origin()),
                new Header("X-Real-Ua", viewer.userAgent())));
    }

    /** By its manual every status but 200 denies. */
    @Override
    public Reading read(CallerAnswer answer) {
        return answer.status() == 200 ? Reading.PLAYS : Reading.denied(answer);
    }

    @Override
    public String withoutUsher() {
        return "Alta takes its default action, which is to allow if none is set";
    }
}
