package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;

/** Traefik's ForwardAuth; Caddy and APISIX send the same. */
final class ForwardAuthCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        return Optional.of(CallerRequest.get(
                "/forward-auth",
                new Header("User-Agent", viewer.userAgent()),
                new Header("X-Forwarded-Method", "GET"),
                new Header("X-Forwarded-Proto", url.scheme()),
                new Header("X-Forwarded-Host", url.authority()),
                new Header("X-Forwarded-Uri", url.target()),
                new Header("X-Forwarded-For", viewer.client())));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.isSuccess()) {
            return Reading.PLAYS;
        }
        return answer.status() < 500
                ? Reading.denied(answer)
                : Reading.undecided("the viewer gets this " + answer.status());
    }

    @Override
    public String withoutUsher() {
        return "Traefik answers viewers 500, Caddy 502, APISIX 403 unless allow_degradation is on";
    }

    @Override
    public boolean asksAboutEveryFile() {
        return true;
    }
}
