package tv.usher.daemon.call;

import java.util.Optional;
import tv.usher.api.Header;

/** nginx with {@code auth_request}, set up by Usher's recipe. */
final class NginxCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        ViewerUrl url = viewer.url();
        return Optional.of(CallerRequest.get(
                "/nginx",
                new Header("Host", "usher"),
                new Header("X-Original-URI", url.target()),
                new Header("X-Real-IP", viewer.client()),
                new Header("X-Forwarded-Host", url.authority()),
                new Header("X-Forwarded-Proto", url.scheme()),
                new Header("User-Agent", viewer.userAgent())));
    }

    /** ngx_http_auth_request_module. */
    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.isSuccess()) {
            return Reading.PLAYS;
        }
        return answer.status() == 401 || answer.status() == 403
                ? Reading.denied(answer)
                : Reading.undecided("the viewer gets 500");
    }

    @Override
    public String withoutUsher() {
        return "nginx answers viewers 500, or with its last answer by the recipe's second part";
    }

    @Override
    public boolean asksAboutEveryFile() {
        return true;
    }
}
