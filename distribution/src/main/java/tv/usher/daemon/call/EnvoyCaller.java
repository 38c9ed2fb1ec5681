package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;

/** Envoy's {@code ext_authz} over HTTP, with the headers that Usher's recipe allows. */
final class EnvoyCaller implements Caller {

    private static final String DEFAULT = "failure_mode_allow, else status_on_error (403)";

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        return Optional.of(CallerRequest.get(
                "/envoy" + url.target(),
                new Header("Host", url.authority()),
                new Header("Content-Length", "0"),
                new Header("X-Forwarded-For", viewer.client()),
                new Header("X-Forwarded-Proto", url.scheme()),
                new Header("User-Agent", viewer.userAgent())));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.status() == 200) {
            return Reading.PLAYS;
        }
        return answer.status() < 500 ? Reading.denied(answer) : Reading.undecided(DEFAULT);
    }

    @Override
    public String withoutUsher() {
        return "Envoy goes by " + DEFAULT;
    }

    @Override
    public boolean asksAboutEveryFile() {
        return true;
    }
}
