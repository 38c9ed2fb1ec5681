package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;

/** Cesbo Astra's "HTTP Request". */
final class AstraCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        String stream = url.stream();
        return Optional.of(CallerRequest.get(
                "/cesbo" + url.markedQuery(),
                new Header("X-Session-ID", viewer.session()),
                new Header("X-Channel-ID", stream.substring(stream.lastIndexOf('/') + 1)),
                new Header("X-Real-IP", viewer.client()),
                new Header("X-Real-Path", url.path()),
                new Header("X-Real-UA", viewer.userAgent()),
                new Header("X-Real-Host", url.authority())));
    }

    /** Its manual names 200, 401 and 403, and older ones all of 4xx. */
    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.status() == 200) {
            return Reading.PLAYS;
        }
        return answer.status() / 100 == 4
                ? Reading.denied(answer)
                : Reading.undecided("Astra's manual doesn't tell what it does with " + answer.status());
    }

    @Override
    public String withoutUsher() {
        return "Astra lets everybody in";
    }
}
